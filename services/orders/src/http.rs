//! The public operations of orders.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use plaza_web::{OpenApiRouter, routes};
use utoipa::openapi::OpenApi;

use crate::app::App;
use crate::{
    accept, answer, buy, cancel, complete, counter, deliver, dispute, extend, files, list, offer, revise, start,
};

/// The operations' document.
pub fn openapi() -> OpenApi {
    operations().into_openapi()
}

/// The operations over the service.
pub fn router(app: Arc<App>) -> Router {
    // A little more than a file may have, so that the refusal is ours.
    let limit = DefaultBodyLimit::max(app.config.file_limit_kib as usize * 1_024 + 1_024);
    operations().split_for_parts().0.layer(limit).with_state(app)
}

fn operations() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(offer::http::offer, list::offers::list))
        .routes(routes!(list::offers::get))
        .routes(routes!(counter::http::counter))
        .routes(routes!(accept::http::accept))
        .routes(routes!(answer::http::reject))
        .routes(routes!(answer::http::withdraw))
        .routes(routes!(buy::http::order, list::http::list))
        .routes(routes!(list::http::get))
        .routes(routes!(start::http::start))
        .routes(routes!(deliver::http::deliver))
        .routes(routes!(revise::http::request_revision))
        .routes(routes!(complete::http::complete))
        .routes(routes!(extend::http::extend))
        .routes(routes!(extend::http::accept_extension))
        .routes(routes!(extend::http::refuse_extension))
        .routes(routes!(cancel::http::cancel_request))
        .routes(routes!(cancel::http::accept_cancellation))
        .routes(routes!(cancel::http::refuse_cancellation))
        .routes(routes!(dispute::http::dispute))
        .routes(routes!(dispute::http::resolve))
        .routes(routes!(dispute::http::disputes))
        .routes(routes!(files::http::upload))
        .routes(routes!(files::http::download))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_is_in_the_document() {
        let document = serde_json::to_value(openapi()).unwrap();
        let operations = [
            ("/offers", "post"),
            ("/offers", "get"),
            ("/offers/{id}", "get"),
            ("/offers/{id}/counter", "post"),
            ("/offers/{id}/accept", "post"),
            ("/offers/{id}/reject", "post"),
            ("/offers/{id}/withdraw", "post"),
            ("/orders", "post"),
            ("/orders", "get"),
            ("/orders/{id}", "get"),
            ("/orders/{id}/start", "post"),
            ("/orders/{id}/deliver", "post"),
            ("/orders/{id}/request-revision", "post"),
            ("/orders/{id}/complete", "post"),
            ("/orders/{id}/extend", "post"),
            ("/orders/{id}/extension/accept", "post"),
            ("/orders/{id}/extension/refuse", "post"),
            ("/orders/{id}/cancel-request", "post"),
            ("/orders/{id}/cancel-request/accept", "post"),
            ("/orders/{id}/cancel-request/refuse", "post"),
            ("/orders/{id}/dispute", "post"),
            ("/orders/{id}/resolve", "post"),
            ("/operations/orders/disputes", "get"),
            ("/orders/{id}/files", "post"),
            ("/orders/{id}/files/{fileId}", "get"),
        ];
        for (path, method) in operations {
            assert!(document["paths"][path][method]["summary"].is_string(), "{method} {path}");
        }
        let count: usize =
            document["paths"].as_object().unwrap().values().map(|item| item.as_object().unwrap().len()).sum();
        assert_eq!(count, operations.len(), "an operation is missing from this list");
    }
}
