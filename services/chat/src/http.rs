//! The public operations of chat.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use plaza_web::{OpenApiRouter, routes};
use utoipa::openapi::OpenApi;

use crate::app::App;
use crate::{block, change, disputed, feed, files, history, list, open, presence, receipts, report, search, send};

/// The operations' document.
pub fn openapi() -> OpenApi {
    operations().into_openapi()
}

/// The operations over the service.
pub fn router(app: Arc<App>) -> Router {
    operations().split_for_parts().0.with_state(app)
}

fn operations() -> OpenApiRouter<Arc<App>> {
    // One byte more than a file may have, so that the refusal is ours.
    let limit = DefaultBodyLimit::max(files::command::LARGEST + 1);
    let uploads = OpenApiRouter::new().routes(routes!(files::http::upload)).layer(limit);
    OpenApiRouter::new()
        .routes(routes!(open::http::open, list::http::list))
        .routes(routes!(list::http::get))
        .routes(routes!(send::http::send, history::http::messages))
        .routes(routes!(change::http::edit, change::http::delete))
        .routes(routes!(receipts::http::read))
        .routes(routes!(receipts::http::delivered))
        .routes(routes!(block::http::block))
        .routes(routes!(block::http::unblock))
        .routes(routes!(report::http::report))
        .routes(routes!(report::http::list))
        .routes(routes!(report::http::show))
        .routes(routes!(report::http::resolve))
        .routes(routes!(disputed::http::messages))
        .routes(routes!(disputed::http::file))
        .routes(routes!(search::http::search))
        .merge(uploads)
        .routes(routes!(files::http::read))
        .routes(routes!(feed::http::feed))
        .routes(routes!(presence::http::presence))
}
