//! Conversations over HTTP.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_chat_api::ConversationId;
use plaza_core::page::page_limit;
use plaza_core::{Cx, Fault, Instant, Page, UserId};
use plaza_web::{Id, Params, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query::{self, Found, Participant};
use crate::app::App;
use crate::error::{Error, Result};
use crate::view::MessageView;
use crate::{people, record};

/// Which page of conversations.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ConversationParams {
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// A conversation as its reader sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Conversation)]
pub struct ConversationView {
    /// Its id.
    pub id: ConversationId,
    /// `pair` or `group`.
    #[schema(example = "pair")]
    pub kind: String,
    /// A group's name.
    pub title: Option<String>,
    /// Who is in it; a list names the people of pairs only.
    pub people: Vec<ChatPerson>,
    /// How many are in it.
    pub people_count: usize,
    /// The last message.
    pub last_message: Option<MessageView>,
    /// The last message's number, 0 without one.
    pub last_seq: i64,
    /// When something was said last.
    pub last_at: DateTime<Utc>,
    /// How far the reader has read.
    pub read_seq: i64,
    /// How far the reader has got the messages.
    pub delivered_seq: i64,
    /// Others' messages that the reader has not read; 100 stands for more.
    pub unread: i64,
    /// Whether the reader has blocked the other.
    pub blocked: bool,
    /// Whether the other has blocked the reader.
    pub blocked_by_other: bool,
    /// Whether an operator closed it.
    pub closed: bool,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
}

/// Somebody in a conversation.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChatPerson {
    /// The account.
    pub user_id: UserId,
    /// Name for people; null when it cannot be said just now.
    pub name: Option<String>,
    /// How far they have read; null in groups, and of another while one of the two blocks the other.
    pub read_seq: Option<i64>,
    /// How far they have got the messages; null as `readSeq` is.
    pub delivered_seq: Option<i64>,
}

/// One's conversations, the last active first.
#[utoipa::path(get, path = "/conversations", tag = "chat", params(ConversationParams), responses((status = 200, body = Page<ConversationView>)), security(("bearer" = [])))]
pub async fn list(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<ConversationParams>,
) -> Reply<Json<Page<ConversationView>>> {
    let limit = page_limit(params.limit);
    let before = params.cursor.map(|cursor| place(&cursor)).transpose()?;
    let most = i64::try_from(limit).unwrap_or(200) + 1;
    let found = query::mine(app.db.pool(), cx.org()?, cx.user()?, before, most).await?;
    let page = Page::of(found, limit, |found| format!("{}.{}", found.last_at.timestamp_micros(), found.id));
    let items = ConversationView::of_all(&app, &cx, page.items, false).await?;
    Ok(Json(Page { items, next: page.next }))
}

/// One conversation, with everybody in it.
#[utoipa::path(get, path = "/conversations/{id}", tag = "chat", params(("id" = ConversationId, Path)), responses((status = 200, body = ConversationView)), security(("bearer" = [])))]
pub async fn get(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<ConversationId>,
) -> Reply<Json<ConversationView>> {
    let found = query::one(app.db.pool(), cx.org()?, cx.user()?, id).await?.ok_or(Error::NotFound)?;
    Ok(Json(ConversationView::of_all(&app, &cx, vec![found], true).await?.remove(0)))
}

fn place(cursor: &str) -> Result<(Instant, ConversationId), Fault> {
    let read = || {
        let (micros, id) = cursor.split_once('.')?;
        Some((DateTime::from_timestamp_micros(micros.parse().ok()?)?, id.parse().ok()?))
    };
    read().ok_or_else(|| Fault::invalid("cursor", "is not one of ours; leave it out to start"))
}

impl ConversationView {
    /// Views of rows, in their order; groups name their people only when `in_full`.
    ///
    /// # Errors
    /// As the database fails.
    pub async fn of_all(app: &App, cx: &Cx, found: Vec<Found>, in_full: bool) -> Result<Vec<Self>> {
        let (org, me) = (cx.org()?, cx.user()?);
        let ids: Vec<ConversationId> = found.iter().map(|found| found.id).collect();
        let mut by_place: HashMap<ConversationId, Vec<Participant>> = HashMap::new();
        for participant in query::participants(app.db.pool(), org, &ids).await? {
            by_place.entry(participant.conversation_id).or_default().push(participant);
        }
        let shown = |found: &Found| in_full || found.kind == "pair";
        let named = found.iter().filter(|found| shown(found)).filter_map(|found| by_place.get(&found.id)).flatten();
        let names = people::names(app, cx, named.map(|one| one.user_id).collect()).await;
        let last: Vec<_> = found.iter().map(|found| (org, found.id, found.last_seq)).collect();
        let mut messages: HashMap<ConversationId, MessageView> = record::messages(app.db.pool(), &last)
            .await?
            .into_iter()
            .map(|message| (message.conversation_id, message.into()))
            .collect();
        let view = |found: Found| {
            let people = by_place.remove(&found.id).unwrap_or_default();
            let named = if shown(&found) { people.as_slice() } else { &[] };
            let pair = found.kind == "pair";
            let blocked = people.iter().any(|one| one.blocks);
            let told = |one: &Participant| pair && (one.user_id == me || !blocked);
            Self {
                people_count: people.len(),
                blocked_by_other: pair && people.iter().any(|one| one.user_id != me && one.blocks),
                people: named.iter().map(|one| person(one, &names, told(one))).collect(),
                last_message: messages.remove(&found.id),
                id: found.id,
                kind: found.kind,
                title: found.title,
                last_seq: found.last_seq,
                last_at: found.last_at,
                read_seq: found.read_seq,
                delivered_seq: found.delivered_seq,
                unread: found.unread,
                blocked: found.blocks,
                closed: found.closed,
                created_at: found.created_at,
            }
        };
        Ok(found.into_iter().map(view).collect())
    }
}

fn person(one: &Participant, names: &HashMap<UserId, String>, told: bool) -> ChatPerson {
    ChatPerson {
        user_id: one.user_id,
        name: names.get(&one.user_id).cloned(),
        read_seq: told.then_some(one.read_seq),
        delivered_seq: told.then_some(one.delivered_seq),
    }
}
