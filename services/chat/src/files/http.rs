//! Files over HTTP.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use plaza_chat_api::ConversationId;
use plaza_web::{Created, Id, Params, Reply, SignedIn};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::command;
use super::store::FileRow;
use crate::app::App;
use crate::domain::text::some;
use crate::record::Attachment;

/// The longest name of a file, characters.
const LONGEST_NAME: usize = 200;

/// What the file is called.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct FileParams {
    /// Its name for people, up to 200 characters.
    pub name: String,
}

/// A file's bytes.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct ChatFile(#[allow(dead_code)] Vec<u8>); // only its schema is used

/// Uploads a file of at most 20 MiB, as the body itself; a message carries it then.
///
/// Pictures, PDF, plain text, ZIP and office documents, by their content.
#[utoipa::path(post, path = "/conversations/{id}/files", tag = "chat", params(("id" = ConversationId, Path), FileParams),
    request_body(content = ChatFile, content_type = "application/octet-stream"),
    responses((status = 201, body = Attachment)), security(("bearer" = [])))]
pub async fn upload(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<ConversationId>,
    Params(params): Params<FileParams>,
    bytes: Bytes,
) -> Reply<Created<Attachment>> {
    let name = some("name", &params.name, LONGEST_NAME)?;
    Ok(Created(command::upload(&app, &cx, id, name, bytes).await?))
}

/// A file of the conversation, to be saved: browsers run nothing that is in it.
#[utoipa::path(get, path = "/conversations/{id}/files/{fileId}", tag = "chat",
    params(("id" = ConversationId, Path), ("fileId" = Uuid, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = ChatFile)), security(("bearer" = [])))]
pub async fn read(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id((id, file)): Id<(ConversationId, Uuid)>,
) -> Reply<Response> {
    let (row, bytes) = command::read(&app, &cx, id, file).await?;
    Ok(saved(&row, bytes, "private, max-age=31536000, immutable"))
}

/// A file as an answer, to be saved: whoever asks for it again may keep it as `cached` says.
pub fn saved(row: &FileRow, bytes: Bytes, cached: &'static str) -> Response {
    let kind = HeaderValue::from_str(&row.media_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let named = HeaderValue::from_str(&disposition(&row.name)).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, named),
        (header::CACHE_CONTROL, HeaderValue::from_static(cached)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, bytes).into_response()
}

/// The header that names a saved file (RFC 6266, RFC 8187): every byte that is not plain is written as its number.
fn disposition(name: &str) -> String {
    let mut written = String::from("attachment; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            written.push(char::from(byte));
        } else {
            written.push_str(&format!("%{byte:02X}"));
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_cannot_end_its_header() {
        assert_eq!(disposition("año 1.pdf"), "attachment; filename*=UTF-8''a%C3%B1o%201.pdf");
        assert_eq!(disposition("a\"; x\r\n: y"), "attachment; filename*=UTF-8''a%22%3B%20x%0D%0A%3A%20y");
    }
}
