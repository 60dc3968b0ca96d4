//! The routes, nothing else.

use std::sync::Arc;

use plaza_web::{OpenApiRouter, routes};

use crate::app::App;
use crate::{challenge, invoices, ledger, payments, payout, plans, process, refund, statement, subscribe, webhook};

/// What the service answers over HTTP.
pub fn openapi() -> utoipa::openapi::OpenApi {
    table().into_openapi()
}

/// The service's public routes.
pub fn router(app: Arc<App>) -> axum::Router {
    table().split_for_parts().0.with_state(app)
}

fn table() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(process::http::process))
        .routes(routes!(payments::http::list))
        .routes(routes!(invoices::http::list))
        .routes(routes!(invoices::http::get))
        .routes(routes!(invoices::http::html))
        .routes(routes!(invoices::http::pdf))
        .routes(routes!(webhook::http::webhook))
        .routes(routes!(ledger::http::ledger))
        .routes(routes!(challenge::http::answer))
        .routes(routes!(plans::http::list, plans::http::create))
        .routes(routes!(subscribe::http::subscribe))
        .routes(routes!(subscribe::http::list))
        .routes(routes!(subscribe::http::cancel))
        .routes(routes!(payout::http::show_account, payout::http::put_account))
        .routes(routes!(payout::http::list, payout::http::ask))
        .routes(routes!(statement::http::balance))
        .routes(routes!(statement::http::statement))
        .routes(routes!(statement::http::file))
        .routes(routes!(refund::http::refund_by_body))
        .routes(routes!(payments::http::history))
        .routes(routes!(payments::http::get))
        .routes(routes!(refund::http::refund))
}
