//! The conversation of a disputed order over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use plaza_core::UserId;
use plaza_core::page::page_limit;
use plaza_orders_api::OrderId;
use plaza_web::{Id, Operator, Params, Reply};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::command;
use super::view::DisputedMessage;
use crate::app::App;
use crate::files::http::{ChatFile, saved};
use crate::list::http::ChatPerson;
use crate::people;

/// Which messages.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct DisputedParams {
    /// Those before this number; the last ones without it.
    pub before: Option<i64>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// What the two of a disputed order said.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DisputedConversation {
    /// The two.
    pub people: Vec<ChatPerson>,
    /// What they said, oldest first.
    pub items: Vec<DisputedMessage>,
    /// The number to read on from as `before`, if there is more.
    pub next: Option<String>,
}

/// Reads what the two of an order said that is or was disputed, until it was decided: what was changed
/// later shows no text. That an operator read it is on record.
#[utoipa::path(get, path = "/operations/chat/disputes/{id}/messages", tag = "chat",
    params(("id" = OrderId, Path, description = "The order."), DisputedParams),
    responses((status = 200, body = DisputedConversation)), security(("bearer" = [])))]
pub async fn messages(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id(id): Id<OrderId>,
    Params(params): Params<DisputedParams>,
) -> Reply<Json<DisputedConversation>> {
    let limit = page_limit(params.limit);
    let most = i64::try_from(limit).unwrap_or(200) + 1;
    let found = command::messages(&app, &cx, id, params.before, most).await?;
    let Some((room, mut said)) = found else {
        return Ok(Json(DisputedConversation { people: Vec::new(), items: Vec::new(), next: None }));
    };
    let more = said.len() > limit;
    if more {
        // The extra one is the oldest: it only proves that there is more.
        said.remove(0);
    }
    let next = said.first().filter(|_| more).map(|shown| shown.message.seq.to_string());
    let names = people::names(&app, &cx, room.people.clone()).await;
    let person = |user_id: UserId| ChatPerson {
        user_id,
        name: names.get(&user_id).cloned(),
        read_seq: None,
        delivered_seq: None,
    };
    Ok(Json(DisputedConversation { people: room.people.iter().copied().map(person).collect(), items: said, next }))
}

/// A file that one of the two of a disputed order sent the other, to be saved. That an operator opened it is on record.
#[utoipa::path(get, path = "/operations/chat/disputes/{id}/files/{fileId}", tag = "chat",
    params(("id" = OrderId, Path, description = "The order."), ("fileId" = Uuid, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = ChatFile)), security(("bearer" = [])))]
pub async fn file(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id((id, file)): Id<(OrderId, Uuid)>,
) -> Reply<Response> {
    let (row, bytes) = command::file(&app, &cx, id, file).await?;
    // Not kept by browsers: each look is on record.
    Ok(saved(&row, bytes, "private, no-store"))
}
