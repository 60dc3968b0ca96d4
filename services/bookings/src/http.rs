//! The public operations of bookings.

use std::sync::Arc;

use axum::Router;
use plaza_web::{OpenApiRouter, routes};
use utoipa::openapi::OpenApi;

use crate::app::App;
use crate::{
    availability, book, calendar, cancel, closures, export, give_back, list, objection, pay, quote, reschedule, status,
};

/// The operations' document.
pub fn openapi() -> OpenApi {
    operations().into_openapi()
}

/// The operations over the service.
pub fn router(app: Arc<App>) -> Router {
    operations().split_for_parts().0.with_state(app)
}

fn operations() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(book::http::book, list::http::list))
        .routes(routes!(quote::http::quote_booking))
        .routes(routes!(calendar::http::calendar))
        .routes(routes!(closures::http::create, closures::http::list))
        .routes(routes!(closures::http::remove))
        .routes(routes!(list::http::get))
        .routes(routes!(list::http::history))
        .routes(routes!(pay::http::confirm))
        .routes(routes!(pay::progress::progress))
        .routes(routes!(reschedule::http::reschedule))
        .routes(routes!(status::http::set_status))
        .routes(routes!(cancel::http::cancellation_quote))
        .routes(routes!(cancel::http::cancel))
        .routes(routes!(give_back::http::give_back))
        .routes(routes!(objection::http::object, objection::http::withdraw))
        .routes(routes!(objection::http::reject))
        .routes(routes!(export::http::calendar_file))
        .routes(routes!(availability::http::availability))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_is_in_the_document() {
        let document = serde_json::to_value(openapi()).unwrap();
        let operations = [
            ("/bookings", "post"),
            ("/bookings", "get"),
            ("/bookings/quote", "post"),
            ("/bookings/calendar", "get"),
            ("/bookings/closures", "post"),
            ("/bookings/closures", "get"),
            ("/bookings/closures/{id}", "delete"),
            ("/bookings/{id}", "get"),
            ("/bookings/{id}/history", "get"),
            ("/bookings/{id}/progress", "get"),
            ("/bookings/{id}/confirm", "post"),
            ("/bookings/{id}/reschedule", "post"),
            ("/bookings/{id}/refunds", "post"),
            ("/bookings/{id}/objection", "post"),
            ("/bookings/{id}/objection", "delete"),
            ("/bookings/{id}/objection/rejection", "post"),
            ("/bookings/{id}/status", "patch"),
            ("/bookings/{id}/cancellation-quote", "get"),
            ("/bookings/{id}/cancel", "post"),
            ("/bookings/{id}/calendar.ics", "get"),
            ("/resources/{id}/availability", "get"),
        ];
        for (path, method) in operations {
            assert!(document["paths"][path][method]["summary"].is_string(), "{method} {path}");
        }
        let count: usize =
            document["paths"].as_object().unwrap().values().map(|item| item.as_object().unwrap().len()).sum();
        assert_eq!(count, operations.len(), "an operation is missing from this list");
    }
}
