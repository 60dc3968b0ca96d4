//! Blocking over HTTP.

use std::sync::Arc;

use axum::extract::State;
use plaza_chat_api::ConversationId;
use plaza_web::{Id, NoContent, Reply, SignedIn};

use super::command;
use crate::app::App;

/// Receives no more messages from the other one; what was said stays to be read.
#[utoipa::path(post, path = "/conversations/{id}/block", tag = "chat", params(("id" = ConversationId, Path)), responses((status = 204)), security(("bearer" = [])))]
pub async fn block(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<ConversationId>,
) -> Reply<NoContent> {
    command::set(&app, &cx, id, true).await?;
    Ok(NoContent)
}

/// Receives messages from the other one again.
#[utoipa::path(post, path = "/conversations/{id}/unblock", tag = "chat", params(("id" = ConversationId, Path)), responses((status = 204)), security(("bearer" = [])))]
pub async fn unblock(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<ConversationId>,
) -> Reply<NoContent> {
    command::set(&app, &cx, id, false).await?;
    Ok(NoContent)
}
