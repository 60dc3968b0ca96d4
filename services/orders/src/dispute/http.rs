//! The operations over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_core::page::page_limit;
use plaza_core::{Fault, Money, Page, UserId};
use plaza_orders_api::OrderId;
use plaza_web::{Body, Id, Operator, Params, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::command::{self, Split};
use super::query;
use crate::app::App;
use crate::domain::words::required;
use crate::view::OrderView;

/// What a dispute is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DisputeReason {
    /// Nothing came.
    NotDelivered,
    /// Something else came.
    NotAsAgreed,
    /// It is not good enough.
    Quality,
    /// It came too late.
    Late,
    /// The other side does not answer.
    Unresponsive,
    /// The other side does not accept what was done.
    NotAccepted,
    /// Something else.
    Other,
}

/// Asks a manager to decide.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DisputeOrder {
    /// What it is about.
    pub reason: DisputeReason,
    /// What happened, 10 to 5,000 characters; the other side and the managers read it.
    pub text: String,
}

/// Decides a dispute.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResolveDispute {
    /// For the work that was done, of what is held.
    pub to_professional: Money,
    /// Back to the client; both are all that is held.
    pub to_client: Money,
    /// Why, up to 5,000 characters; both sides read it.
    pub note: String,
}

/// A dispute.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DisputeView {
    /// Who asked.
    pub opened_by: UserId,
    /// What it is about, as a code.
    pub reason: String,
    /// What happened.
    pub text: String,
    /// When.
    pub opened_at: DateTime<Utc>,
    /// When it was decided.
    pub resolved_at: Option<DateTime<Utc>>,
    /// By whom.
    pub resolved_by: Option<UserId>,
    /// What the professional got of what was held.
    pub to_professional: Option<Money>,
    /// What went back to the client.
    pub to_client: Option<Money>,
    /// Why.
    pub note: Option<String>,
}

/// An order that waits for a manager.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DisputedOrder {
    /// The order.
    pub order: OrderView,
    /// The dispute.
    pub dispute: Option<DisputeView>,
}

/// Which disputes to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct DisputeParams {
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// Asks a manager to decide an order that the two do not agree on.
#[utoipa::path(post, path = "/orders/{id}/dispute", tag = "orders", params(("id" = OrderId, Path)), request_body = DisputeOrder, responses((status = 200, body = OrderView)), security(("bearer" = [])))]
pub async fn dispute(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<OrderId>,
    Body(request): Body<DisputeOrder>,
) -> Reply<Json<OrderView>> {
    let text = required("text", &request.text, 10, 5_000)?;
    let order = command::dispute(&app, &cx, id, request.reason.name(), &text).await?;
    Ok(Json(OrderView::of(&order, &cx, app.clock.now())))
}

/// Lists the orders that wait for a manager's decision, the oldest first.
#[utoipa::path(get, path = "/operations/orders/disputes", tag = "orders", params(DisputeParams), responses((status = 200, body = Page<DisputedOrder>)), security(("bearer" = [])))]
pub async fn disputes(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Params(params): Params<DisputeParams>,
) -> Reply<Json<Page<DisputedOrder>>> {
    let limit = page_limit(params.limit);
    let after = params
        .cursor
        .map(|cursor| cursor.parse().map_err(|_| Fault::invalid("cursor", "is not one of ours; leave it out to start")))
        .transpose()?;
    let found = query::open(app.db.pool(), cx.org()?, after, i64::try_from(limit).unwrap_or(200) + 1).await?;
    let page = Page::of(found, limit, |order| order.id.to_string());
    let mut items = Vec::with_capacity(page.items.len());
    for order in &page.items {
        let dispute = query::of_order(app.db.pool(), order).await?;
        items.push(DisputedOrder { order: OrderView::of(order, &cx, app.clock.now()), dispute });
    }
    Ok(Json(Page { items, next: page.next }))
}

/// Decides a dispute: what is held is split between the two, to the cent.
#[utoipa::path(post, path = "/orders/{id}/resolve", tag = "orders", params(("id" = OrderId, Path)), request_body = ResolveDispute, responses((status = 200, body = OrderView)), security(("bearer" = [])))]
pub async fn resolve(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id(id): Id<OrderId>,
    Body(request): Body<ResolveDispute>,
) -> Reply<Json<OrderView>> {
    let note = required("note", &request.note, 1, 5_000)?;
    let split = Split { to_professional: request.to_professional, to_client: request.to_client, note };
    let order = command::resolve(&app, &cx, id, split).await?;
    Ok(Json(OrderView::of(&order, &cx, app.clock.now())))
}

impl DisputeReason {
    const fn name(self) -> &'static str {
        match self {
            Self::NotDelivered => "not_delivered",
            Self::NotAsAgreed => "not_as_agreed",
            Self::Quality => "quality",
            Self::Late => "late",
            Self::Unresponsive => "unresponsive",
            Self::NotAccepted => "not_accepted",
            Self::Other => "other",
        }
    }
}
