//! The operations over HTTP.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use plaza_verification_api::{DocumentId, DocumentKind};
use plaza_web::{Created, Id, NoContent, Params, Reply, SignedIn};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{open, remove, upload as uploading};
use crate::app::App;
use crate::domain::media;
use crate::error::Error;
use crate::show::view::DocumentView;

/// What the body shows.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UploadParams {
    /// `identity_front`, `identity_back`, `selfie` or `proof_of_address`.
    #[param(inline)]
    pub kind: DocumentKind,
}

/// A document's bytes.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct VerificationFile(#[allow(dead_code)] Vec<u8>); // only its schema is used

/// Uploads a document: JPEG, PNG, WebP or PDF of at most 10 MiB, as the body itself; it replaces the one of its kind. Kept sealed.
#[utoipa::path(post, path = "/verification/documents", tag = "verification", params(UploadParams),
    request_body(content = VerificationFile, content_type = "application/octet-stream"),
    responses((status = 201, body = DocumentView)), security(("bearer" = [])))]
pub async fn upload(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<UploadParams>,
    file: Result<Bytes, BytesRejection>,
) -> Reply<Created<DocumentView>> {
    let file = file.map_err(|_| Error::TooLarge)?;
    Ok(Created(uploading::upload(&app, &cx, params.kind, file).await?))
}

/// Opens a document: one's own, or as the reviewer who has its case. Every opening is audited.
#[utoipa::path(get, path = "/verification/documents/{id}", tag = "verification", params(("id" = DocumentId, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = VerificationFile)), security(("bearer" = [])))]
pub async fn open(State(app): State<Arc<App>>, SignedIn(cx): SignedIn, Id(id): Id<DocumentId>) -> Reply<Response> {
    let opened = open::open(&app, &cx, id).await?;
    let name = format!("{}.{}", opened.document.kind.name(), media::ending(&opened.document.media_type));
    let headers = [
        (header::CONTENT_TYPE, opened.document.media_type),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, SAFE, opened.content).into_response())
}

/// Nothing keeps it, and a browser that shows it runs nothing in it.
const SAFE: [(HeaderName, HeaderValue); 3] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
];

/// Removes one's document from a case that is a draft, rejected or expired.
#[utoipa::path(delete, path = "/verification/documents/{id}", tag = "verification", params(("id" = DocumentId, Path)),
    responses((status = 204)), security(("bearer" = [])))]
pub async fn remove(State(app): State<Arc<App>>, SignedIn(cx): SignedIn, Id(id): Id<DocumentId>) -> Reply<NoContent> {
    remove::remove(&app, &cx, id).await?;
    Ok(NoContent)
}
