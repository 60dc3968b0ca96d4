//! HTTP of pictures.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use plaza_web::{Caller, Reply};
use uuid::Uuid;

use crate::app::App;
use crate::error::Error;
use crate::portfolio::http::PictureFile;

/// Shows a picture of a professional or of their work, in one of its sizes: `thumb`, `card` or `full`. It never
/// changes: browsers keep it. Whoever has the address sees it, as the page that shows it: an `<img>` says no more.
#[utoipa::path(get, path = "/professional-files/{id}/{variant}", tag = "professionals",
    params(("id" = Uuid, Path), ("variant" = String, Path, description = "`thumb`, `card` or `full`")),
    responses((status = 200, content_type = "image/jpeg", body = PictureFile)))]
pub async fn show(
    State(app): State<Arc<App>>,
    Caller(_cx): Caller,
    path: Result<Path<(Uuid, String)>, PathRejection>,
) -> Reply<Response> {
    let Path((id, variant)) = path.map_err(|_| Error::NoPicture)?;
    let variant = ["thumb", "card", "full"].into_iter().find(|name| *name == variant).ok_or(Error::NoPicture)?;
    let bytes = app.files.get(id, variant).await.map_err(Error::from)?.ok_or(Error::NoPicture)?;
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, bytes).into_response())
}
