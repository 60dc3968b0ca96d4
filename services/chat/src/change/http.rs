//! Changing over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_chat_api::ConversationId;
use plaza_web::{Body, Id, NoContent, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::domain::text::{LONGEST, some};
use crate::view::MessageView;

/// What the message says from now on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EditChatMessage {
    /// Up to 4,000 characters.
    pub text: String,
}

/// Changes what one said, for 15 minutes; the message says that it was changed. Not while the two have a disputed order.
#[utoipa::path(put, path = "/conversations/{id}/messages/{seq}", tag = "chat",
    params(("id" = ConversationId, Path), ("seq" = i64, Path, description = "The message's number")),
    request_body = EditChatMessage, responses((status = 200, body = MessageView)), security(("bearer" = [])))]
pub async fn edit(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id((id, seq)): Id<(ConversationId, i64)>,
    Body(request): Body<EditChatMessage>,
) -> Reply<Json<MessageView>> {
    let text = some("text", &request.text, LONGEST)?;
    Ok(Json(command::edit(&app, &cx, id, seq, text).await?))
}

/// Deletes what one said, for 15 minutes; its number stays without a text. Not while the two have a disputed order.
#[utoipa::path(delete, path = "/conversations/{id}/messages/{seq}", tag = "chat",
    params(("id" = ConversationId, Path), ("seq" = i64, Path, description = "The message's number")),
    responses((status = 204)), security(("bearer" = [])))]
pub async fn delete(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id((id, seq)): Id<(ConversationId, i64)>,
) -> Reply<NoContent> {
    command::delete(&app, &cx, id, seq).await?;
    Ok(NoContent)
}
