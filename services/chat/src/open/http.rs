//! Opening over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use plaza_core::{Fault, UserId, text};
use plaza_web::{Body, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::domain::text::some;
use crate::error::Error;
use crate::list::{http::ConversationView, query};
use crate::record::About;

/// The longest title of a group, characters.
const LONGEST_TITLE: usize = 120;

/// With whom to talk: `with` for one person, or `people` and `title` for a group.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpenConversationRequest {
    /// The other one.
    #[serde(default)]
    pub with: Option<UserId>,
    /// What about: goes with one's next message.
    #[serde(default)]
    pub about: Option<About>,
    /// The others of a group, at most 199 unless configured otherwise; operators only.
    #[serde(default)]
    pub people: Vec<UserId>,
    /// The group's name, up to 120 characters.
    #[serde(default)]
    pub title: Option<String>,
}

/// The conversation with somebody: made if there is none (201), found otherwise (200). Operators make groups too.
#[utoipa::path(post, path = "/conversations", tag = "chat", request_body = OpenConversationRequest,
    responses((status = 201, body = ConversationView), (status = 200, body = ConversationView)), security(("bearer" = [])))]
pub async fn open(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Body(request): Body<OpenConversationRequest>,
) -> Reply<(StatusCode, Json<ConversationView>)> {
    let (id, made) = match (request.with, request.title) {
        (Some(other), None) if request.people.is_empty() => command::with(&app, &cx, other, request.about).await?,
        (None, Some(title)) if request.about.is_none() => {
            if !cx.roles.operates() {
                return Err(Fault::forbidden(
                    "auth.role",
                    "Only managers and admins of this organisation make groups.",
                )
                .into());
            }
            let title = some("title", &title, LONGEST_TITLE)?;
            text::one_line(&title).map_err(|unseen| unseen.in_field("title"))?;
            (command::group(&app, &cx, title, request.people).await?, true)
        }
        _ => {
            let message = "name one person; or leave it out and name a group's 'people' and 'title'";
            return Err(Fault::invalid("with", message).into());
        }
    };
    let found = query::one(app.db.pool(), cx.org()?, cx.user()?, id).await?.ok_or(Error::NotFound)?;
    let view = ConversationView::of_all(&app, &cx, vec![found], true).await?.remove(0);
    let status = if made { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(view)))
}
