use std::sync::Arc;

use axum::body::Body as Stream;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use plaza_core::Instant;
use plaza_web::{Body, Operator, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;

/// What to take out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExportLog {
    /// Not before.
    #[schema(value_type = String, format = DateTime)]
    pub from: Instant,
    /// Before.
    #[schema(value_type = String, format = DateTime)]
    pub to: Instant,
    /// Only kinds that begin so.
    pub kind: Option<String>,
}

/// The organisation's events of a time span as a table (RFC 4180), the newest first. That it was taken is an event too.
#[utoipa::path(post, path = "/audit/export", tag = "audit", request_body = ExportLog, responses((status = 200, content_type = "text/csv", body = String)), security(("bearer" = [])))]
pub async fn export(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Body(request): Body<ExportLog>,
) -> Reply<Response> {
    let lines = command::export(app, &cx, request).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, Stream::from_stream(lines)).into_response())
}
