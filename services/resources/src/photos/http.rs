//! HTTP of pictures.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use plaza_web::{Caller, Created, Id, Operator, Reply};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{sort, store};
use crate::app::App;
use crate::error::Error;

/// The largest picture, bytes: a page shows it at most a screen wide.
const LARGEST: usize = 900 * 1024;

/// An uploaded picture.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UploadedPhoto {
    /// Where it is: the `url` of a resource's photo.
    #[schema(example = "/api/v1/photos/019a2306-b448-7042-af5e-546783109a82")]
    pub url: String,
}

/// A picture's bytes.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct PhotoFile(#[allow(dead_code)] Vec<u8>); // only its schema is used

/// Uploads a picture: JPEG, PNG or WebP of at most 900 KiB, as the body itself.
#[utoipa::path(post, path = "/photos", tag = "resources", request_body(content = PhotoFile, content_type = "image/jpeg"),
    responses((status = 201, body = UploadedPhoto)), security(("bearer" = [])))]
pub async fn upload(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    bytes: Bytes,
) -> Reply<Created<UploadedPhoto>> {
    if bytes.len() > LARGEST {
        return Err(Error::PhotoTooLarge { limit_kib: LARGEST / 1024 }.into());
    }
    let media_type = sort::media_type(&bytes).ok_or(Error::NoPhoto)?;
    let (org, id) = (cx.org()?, Uuid::now_v7());
    let uploaded = UploadedPhoto { url: format!("/api/v1/photos/{id}") };
    let mut tx = app.db.begin(&cx).await.map_err(Error::from)?;
    store::insert(&mut tx, org, id, media_type, &bytes).await?;
    tx.answer(201, &uploaded);
    tx.commit().await.map_err(Error::from)?;
    Ok(Created(uploaded))
}

/// Shows a picture. It never changes: browsers keep it.
#[utoipa::path(get, path = "/photos/{id}", tag = "resources", params(("id" = Uuid, Path)),
    responses((status = 200, content_type = "image/jpeg", body = PhotoFile)))]
pub async fn show(State(app): State<Arc<App>>, Caller(_cx): Caller, Id(id): Id<Uuid>) -> Reply<Response> {
    let (media_type, bytes) = store::find(app.db.pool(), id).await?.ok_or(Error::PhotoNotFound)?;
    let headers = [
        (header::CONTENT_TYPE, media_type.as_str()),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    Ok((headers, bytes).into_response())
}
