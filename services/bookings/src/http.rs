//! The public operations of bookings.

use std::sync::Arc;

use axum::Router;
use plaza_web::{OpenApiRouter, routes};
use utoipa::openapi::OpenApi;

use crate::app::App;
use crate::{availability, book, calendar, cancel, closures, export, list, pay, quote, reschedule, status};

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
        .routes(routes!(reschedule::http::reschedule))
        .routes(routes!(status::http::set_status))
        .routes(routes!(cancel::http::cancellation_quote))
        .routes(routes!(cancel::http::cancel))
        .routes(routes!(export::http::calendar_file))
        .routes(routes!(availability::http::availability))
}
