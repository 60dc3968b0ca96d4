//! The operation over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_notifications_api::NotificationId;
use plaza_web::{Body, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::command;
use crate::app::App;

/// What to mark: some, or all.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MarkRead {
    /// These, at most 200.
    pub ids: Vec<NotificationId>,
    /// Every one there is.
    pub all: bool,
}

/// How many are left.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Unread {
    /// Not read yet.
    pub unread_count: i64,
}

/// Marks one's own notifications as read: those named, or all.
#[utoipa::path(post, path = "/notifications/mark-read", tag = "notifications", request_body = MarkRead,
    responses((status = 200, body = Unread)), security(("bearer" = [])))]
pub async fn mark_read(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Body(request): Body<MarkRead>,
) -> Reply<Json<Unread>> {
    Ok(Json(command::mark(&app, &cx, request).await?))
}
