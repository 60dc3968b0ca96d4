//! Presence over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_chat_api::Present;
use plaza_core::UserId;
use plaza_web::{Reply, SignedIn};
use serde::Serialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;

/// Who is there of those one talks with.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ChatPresenceList)]
pub struct PresenceList {
    /// The last active conversations' people first, at most 500.
    pub items: Vec<PresenceView>,
}

/// Whether somebody is there.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ChatPresence)]
pub struct PresenceView {
    /// Who.
    pub user_id: UserId,
    /// Whether they have a page open.
    pub online: bool,
    /// When they last came or left; null when they never did.
    pub last_seen: Option<DateTime<Utc>>,
}

/// Who is there of the people one has conversations of two with.
#[utoipa::path(get, path = "/chat/presence", tag = "chat", responses((status = 200, body = PresenceList)), security(("bearer" = [])))]
pub async fn presence(State(app): State<Arc<App>>, SignedIn(cx): SignedIn) -> Reply<Json<PresenceList>> {
    let org = cx.org()?;
    let now = tokio::time::Instant::now();
    let found = command::of_person(app.db.pool(), org, cx.user()?).await?;
    let view = |(user_id, last_seen)| {
        let online = app.presence.is_there(&Present { org, user: user_id }, now);
        PresenceView { user_id, online, last_seen }
    };
    Ok(Json(PresenceList { items: found.into_iter().map(view).collect() }))
}
