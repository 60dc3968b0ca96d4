//! The operations over HTTP.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use plaza_files::pictures::PictureError;
use plaza_gigs_api::GigId;
use plaza_web::{Caller, Created, Id, NoContent, Reply, SignedIn};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{VARIANTS, command, store};
use crate::app::App;
use crate::error::Error;
use crate::view::GigImage;

/// A picture's bytes.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct GigPicture(#[allow(dead_code)] Vec<u8>); // only its schema is used

/// Adds a picture to one's gig: JPEG, PNG or WebP of at most 12 MiB and 60 megapixels, as the body itself; at most eight. Kept as JPEG, without what the camera wrote into it.
#[utoipa::path(post, path = "/gigs/{id}/images", tag = "gigs", params(("id" = GigId, Path)),
    request_body(content = GigPicture, content_type = "image/jpeg"), responses((status = 201, body = GigImage)), security(("bearer" = [])))]
pub async fn upload(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<GigId>,
    file: Result<Bytes, BytesRejection>,
) -> Reply<Created<GigImage>> {
    let file = file.map_err(|_| Error::Picture(PictureError::TooLarge))?;
    Ok(Created(command::add(&app, &cx, id, file).await?))
}

/// Removes a picture from one's gig.
#[utoipa::path(delete, path = "/gigs/{id}/images/{imageId}", tag = "gigs", params(("id" = GigId, Path), ("imageId" = Uuid, Path)),
    responses((status = 204)), security(("bearer" = [])))]
pub async fn remove(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    ids: Result<Path<(GigId, Uuid)>, axum::extract::rejection::PathRejection>,
) -> Reply<NoContent> {
    let Path((gig, image)) = ids.map_err(|_| Error::ImageNotFound)?;
    command::remove(&app, &cx, gig, image).await?;
    Ok(NoContent)
}

/// Shows a picture, `small` or `large`. It never changes: browsers keep it.
#[utoipa::path(get, path = "/gig-files/{id}/{variant}", tag = "gigs", params(("id" = Uuid, Path), ("variant" = String, Path, example = "small")),
    responses((status = 200, content_type = "image/jpeg", body = GigPicture)))]
pub async fn show(
    State(app): State<Arc<App>>,
    Caller(_cx): Caller,
    asked: Result<Path<(Uuid, String)>, axum::extract::rejection::PathRejection>,
) -> Reply<Response> {
    let Path((id, variant)) = asked.map_err(|_| Error::ImageNotFound)?;
    let variant = VARIANTS.iter().find(|known| known.name == variant).ok_or(Error::ImageNotFound)?;
    if !store::exists(app.db.pool(), id).await? {
        return Err(Error::ImageNotFound.into());
    }
    let file = app.files.get(id, variant.name).await.map_err(Error::from)?.ok_or(Error::ImageNotFound)?;
    Ok((FOREVER, file).into_response())
}

const FOREVER: [(HeaderName, HeaderValue); 4] = [
    (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
    (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
];
