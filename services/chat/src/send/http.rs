//! Sending over HTTP; the gateway's sockets come here too.

use std::sync::Arc;

use axum::extract::State;
use plaza_chat_api::ConversationId;
use plaza_core::Fault;
use plaza_web::{Body, Created, Id, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::command::{self, Wanted};
use crate::app::App;
use crate::domain::text::{LONGEST, clean};
use crate::view::MessageView;

/// Files one message may carry.
const MOST_FILES: usize = 10;

/// Something to say.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SendChatMessage {
    /// The client's own id of the message: sent again, it is the same message.
    pub client_id: Uuid,
    /// What, up to 4,000 characters; may be left out with files.
    #[serde(default)]
    pub text: String,
    /// Ids of files uploaded to this conversation, at most ten.
    #[serde(default)]
    pub attachments: Vec<Uuid>,
    /// The number of the message it answers.
    #[serde(default)]
    pub reply_to: Option<i64>,
}

/// Says something in a conversation.
#[utoipa::path(post, path = "/conversations/{id}/messages", tag = "chat", params(("id" = ConversationId, Path)),
    request_body = SendChatMessage, responses((status = 201, body = MessageView)), security(("bearer" = [])))]
pub async fn send(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<ConversationId>,
    Body(request): Body<SendChatMessage>,
) -> Reply<Created<MessageView>> {
    Ok(Created(command::send(&app, &cx, id, wanted(request)?).await?))
}

fn wanted(request: SendChatMessage) -> Result<Wanted, Fault> {
    let mut attachments = request.attachments;
    attachments.sort_unstable();
    attachments.dedup();
    if attachments.len() > MOST_FILES {
        return Err(Fault::invalid("attachments", format!("must be at most {MOST_FILES}")));
    }
    let text = clean("text", &request.text, LONGEST)?;
    if text.is_empty() && attachments.is_empty() {
        return Err(Fault::invalid("text", "must not be empty without files"));
    }
    Ok(Wanted { client_id: request.client_id, text, attachments, reply_to: request.reply_to })
}
