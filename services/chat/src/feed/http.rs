//! The feed over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_chat_api::Position;
use plaza_core::Fault;
use plaza_core::page::page_limit;
use plaza_web::{Params, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::query;
use crate::app::App;
use crate::frames::{self, Frame};

/// Where to read on.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct FeedParams {
    /// `next` of the call before, or `cursor` of the last frame seen; without it the present position is answered.
    pub after: Option<String>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// What happened, oldest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChatFeed {
    /// Frames, as the WebSocket sends them (docs/asyncapi.yaml).
    #[schema(value_type = Vec<Object>)]
    pub items: Vec<Value>,
    /// Pass it as `after` on the next call.
    pub next: String,
    /// Whether there is more already.
    pub more: bool,
}

/// Everything that happened in one's conversations since: messages, changes, deletions, cards, and how far others read.
///
/// Each frame comes once, those of one conversation in their order.
#[utoipa::path(get, path = "/chat/feed", tag = "chat", params(FeedParams), responses((status = 200, body = ChatFeed)), security(("bearer" = [])))]
pub async fn feed(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<FeedParams>,
) -> Reply<Json<ChatFeed>> {
    let (org, me, pool) = (cx.org()?, cx.user()?, app.db.pool());
    let Some(after) = params.after else {
        let next = query::present(pool).await?.to_string();
        return Ok(Json(ChatFeed { items: Vec::new(), next, more: false }));
    };
    let after: Position = after.parse().map_err(|error| Fault::invalid("after", format!("{error}")))?;
    query::must_be_kept(pool, after).await?;
    let limit = page_limit(params.limit);
    let mut found = query::of_person(pool, org, me, after, i64::try_from(limit).unwrap_or(200) + 1).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().map_or(after, Frame::position).to_string();
    Ok(Json(ChatFeed { items: frames::told(pool, &found).await?, next, more }))
}
