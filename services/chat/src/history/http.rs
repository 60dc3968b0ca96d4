//! History over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_chat_api::ConversationId;
use plaza_core::page::page_limit;
use plaza_core::{Fault, Page};
use plaza_web::{Id, Params, Reply, SignedIn};
use serde::Deserialize;
use utoipa::IntoParams;

use super::query;
use crate::app::App;
use crate::room;
use crate::view::MessageView;

/// Which messages.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct MessageParams {
    /// Those before this number; without `before` and `after`, the last ones.
    pub before: Option<i64>,
    /// Those after this number.
    pub after: Option<i64>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// What was said, oldest first. `next` is the number to read on from, in the direction that was asked.
#[utoipa::path(get, path = "/conversations/{id}/messages", tag = "chat", params(("id" = ConversationId, Path), MessageParams),
    responses((status = 200, body = Page<MessageView>)), security(("bearer" = [])))]
pub async fn messages(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<ConversationId>,
    Params(params): Params<MessageParams>,
) -> Reply<Json<Page<MessageView>>> {
    let (room, _) = room::mine(&app, &cx, id).await?;
    let limit = page_limit(params.limit);
    let most = i64::try_from(limit).unwrap_or(200) + 1;
    let pool = app.db.pool();
    let page = match (params.before, params.after) {
        (Some(_), Some(_)) => return Err(Fault::invalid("after", "goes without 'before'").into()),
        (None, Some(after)) => {
            let found = query::after(pool, room.org, id, after, most).await?;
            Page::of(found, limit, |message| message.seq.to_string())
        }
        (before, None) => {
            let mut found = query::before(pool, room.org, id, before.unwrap_or(i64::MAX), most).await?;
            // The extra one is the oldest: it only proves that there is more.
            if found.len() > limit {
                found.remove(0);
                let next = found.first().map(|message| message.seq.to_string());
                Page { items: found, next }
            } else {
                Page { items: found, next: None }
            }
        }
    };
    Ok(Json(page.map(MessageView::from)))
}
