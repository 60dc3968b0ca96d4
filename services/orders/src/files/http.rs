//! The operations over HTTP.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::IntoResponse;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use plaza_core::{Fault, UserId};
use plaza_orders_api::OrderId;
use plaza_web::{Created, Id, Params, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::command::{self, Row};
use crate::app::App;

/// A file of an order.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrderFile {
    /// Its id.
    pub id: Uuid,
    /// Who uploaded it.
    pub uploaded_by: UserId,
    /// Its name.
    pub name: String,
    /// What its first bytes say it is.
    pub media_type: String,
    /// How long it is, bytes.
    pub size: i64,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
}

/// What a file is called.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileParams {
    /// Its name, up to 200 characters; `file` when it has none.
    #[serde(default)]
    pub name: Option<String>,
}

/// Adds a file to an order: the body is the file. The client's is the professional's to read once the order is paid for;
/// the professional names theirs in a delivery to hand it over.
#[utoipa::path(post, path = "/orders/{id}/files", tag = "orders", params(("id" = OrderId, Path), FileParams), request_body(content = Vec<u8>, content_type = "application/octet-stream"), responses((status = 201, body = OrderFile)), security(("bearer" = [])))]
pub async fn upload(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<OrderId>,
    Params(params): Params<FileParams>,
    bytes: Bytes,
) -> Reply<Created<OrderFile>> {
    let name = params.name.as_deref().unwrap_or("file");
    Ok(Created(command::keep(&app, &cx, id, name, bytes).await?))
}

/// Reads a file of an order: for who uploaded it and for managers, and for the other side once it was sent: the client's
/// with the payment of the order, the professional's with a delivery.
#[utoipa::path(get, path = "/orders/{id}/files/{fileId}", tag = "orders", params(("id" = OrderId, Path), ("fileId" = Uuid, Path)), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)), security(("bearer" = [])))]
pub async fn download(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    ids: Result<Path<(OrderId, Uuid)>, axum::extract::rejection::PathRejection>,
) -> Reply<impl IntoResponse> {
    let none = || Fault::not_found("request.no_such_id", "There is nothing under this id.");
    let Path((id, file)) = ids.map_err(|_| none())?;
    let (row, bytes) = command::read(&app, &cx, id, file).await?;
    Ok((headers(&row), bytes))
}

/// What people upload is never shown in place: it is saved, under the name it came with.
fn headers(row: &Row) -> [(HeaderName, HeaderValue); 5] {
    let value = |text: &str| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("attachment"));
    [
        (header::CONTENT_TYPE, value(&row.media_type)),
        (header::CONTENT_DISPOSITION, value(&format!("attachment; filename*=UTF-8''{}", encoded(&row.name)))),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ]
}

/// A name as RFC 8187 writes it in a header.
fn encoded(name: &str) -> String {
    let keeps = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    name.bytes().map(|byte| if keeps(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

impl From<Row> for OrderFile {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            uploaded_by: row.uploaded_by,
            name: row.name,
            media_type: row.media_type,
            size: row.size,
            created_at: row.created_at,
        }
    }
}
