//! Searching over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_chat_api::MessageId;
use plaza_core::page::page_limit;
use plaza_core::{Fault, Page};
use plaza_web::{Params, Reply, SignedIn};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::App;
use crate::domain::text;
use crate::error::Error;
use crate::record::{Message, columns};
use crate::view::MessageView;

/// What is looked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct MessageSearch {
    /// Words, or their beginnings, up to 200 characters; accents do not matter.
    pub q: String,
    /// Where the last page ended.
    pub cursor: Option<MessageId>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// Messages of one's own conversations in which all the words are, the newest first.
#[utoipa::path(get, path = "/messages/search", tag = "chat", params(MessageSearch), responses((status = 200, body = Page<MessageView>)), security(("bearer" = [])))]
pub async fn search(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<MessageSearch>,
) -> Reply<Json<Page<MessageView>>> {
    let asked = text::some("q", &params.q, 200)?;
    let words = text::query(&asked).ok_or_else(|| Fault::invalid("q", "has no word in it"))?;
    let limit = page_limit(params.limit);
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM messages m
          JOIN participants p ON p.org_id = m.org_id AND p.conversation_id = m.conversation_id AND p.user_id = $2
          WHERE m.org_id = $1 AND m.words @@ to_tsquery('simple', unaccent($3)) AND ($4::uuid IS NULL OR m.id < $4)
          ORDER BY m.id DESC LIMIT $5"
    );
    let found: Vec<Message> = sqlx::query_as(sql)
        .bind(cx.org()?)
        .bind(cx.user()?)
        .bind(words)
        .bind(params.cursor)
        .bind(i64::try_from(limit).unwrap_or(200) + 1)
        .fetch_all(app.db.pool())
        .await
        .map_err(Error::from)?;
    Ok(Json(Page::of(found, limit, |message| message.id.to_string()).map(MessageView::from)))
}
