//! Orders over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_core::page::page_limit;
use plaza_core::{Money, Page};
use plaza_orders_api::{MilestoneId, OrderId, OrderStatus};
use plaza_web::{Id, Params, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::query::{self, OrderFilter};
use crate::app::App;
use crate::dispute;
use crate::dispute::http::DisputeView;
use crate::domain::purchase::{OrderAnswer, OrderLine};
use crate::domain::side::{Actor, Side};
use crate::files;
use crate::files::http::OrderFile;
use crate::record;
use crate::view::OrderView;

/// Which orders to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct OrderListParams {
    /// As `client` or `professional`; both when left out.
    #[serde(rename = "as")]
    #[param(inline)]
    pub side: Option<Side>,
    /// States, separated by commas.
    pub status: Option<String>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// An order with everything that belongs to it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrderDetail {
    /// The order.
    #[serde(flatten)]
    pub order: OrderView,
    /// What is done and what is not.
    pub scope: String,
    /// What is paid for.
    pub lines: Vec<OrderLine>,
    /// What the professional wanted to know.
    pub answers: Vec<OrderAnswer>,
    /// What was handed over, oldest first.
    pub deliveries: Vec<OrderDelivery>,
    /// Its files, oldest first: those that the asker may read.
    pub files: Vec<OrderFile>,
    /// Its dispute, if it ever had one.
    pub dispute: Option<DisputeView>,
    /// The platform's part of what the professional gets, basis points; not shown to the client.
    pub commission_basis_points: Option<u32>,
    /// The platform's part of what was released so far; not shown to the client.
    pub commission: Option<Money>,
    /// Every change and by whom, oldest first.
    pub timeline: Vec<OrderChange>,
}

/// What was handed over.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrderDelivery {
    /// Counts the order's deliveries, from 1.
    pub number: i32,
    /// Which milestone.
    pub milestone_id: MilestoneId,
    /// What the professional said to it.
    pub message: String,
    /// Its files.
    pub file_ids: Vec<Uuid>,
    /// When.
    pub at: DateTime<Utc>,
}

/// One change of an order and by whom.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrderChange {
    /// The order's version after it.
    pub version: i32,
    /// What was done, as a code such as `deliver`.
    pub action: String,
    /// The state before; none for the order's making.
    pub from: Option<OrderStatus>,
    /// The state after.
    pub to: OrderStatus,
    /// When.
    pub at: DateTime<Utc>,
    /// Who: `user:<id>`, or `service:orders` for what happened by itself.
    pub actor: String,
    /// Which side they are on.
    pub side: Option<Side>,
    /// In their words, or a code.
    pub note: Option<String>,
}

/// Lists one's orders, the last made first.
#[utoipa::path(get, path = "/orders", tag = "orders", params(OrderListParams), responses((status = 200, body = Page<OrderView>)), security(("bearer" = [])))]
pub async fn list(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<OrderListParams>,
) -> Reply<Json<Page<OrderView>>> {
    let limit = page_limit(params.limit);
    let filter = OrderFilter {
        user: cx.user()?,
        side: params.side,
        states: query::names(params.status.as_deref(), |name| OrderStatus::from_name(name).map(OrderStatus::name))?,
        before: query::cursor(params.cursor)?,
    };
    let found = query::orders(app.db.pool(), cx.org()?, &filter, i64::try_from(limit).unwrap_or(200) + 1).await?;
    let now = app.clock.now();
    let page = Page::of(found, limit, |order| order.id.to_string());
    Ok(Json(page.map(|order| OrderView::of(&order, &cx, now))))
}

/// Shows an order with its deliveries and every change, to its two sides and to managers (001-48).
#[utoipa::path(get, path = "/orders/{id}", tag = "orders", params(("id" = OrderId, Path)), responses((status = 200, body = OrderDetail)), security(("bearer" = [])))]
pub async fn get(State(app): State<Arc<App>>, SignedIn(cx): SignedIn, Id(id): Id<OrderId>) -> Reply<Json<OrderDetail>> {
    let order = record::find(app.db.pool(), cx.org()?, id).await?;
    let actor = order.actor(&cx)?;
    let inside = actor != Actor::Party(Side::Client);
    let pool = app.db.pool();
    let files = files::store::readable(pool, &order, files::command::reader(&order, &cx)?).await?;
    let commission = order.money(order.work.released).share(order.commission_basis_points);
    Ok(Json(OrderDetail {
        scope: order.scope.clone(),
        lines: order.lines.clone(),
        answers: order.answers.clone(),
        deliveries: query::deliveries(pool, &order).await?,
        files: files.into_iter().map(OrderFile::from).collect(),
        dispute: dispute::query::of_order(pool, &order).await?,
        commission_basis_points: inside.then_some(order.commission_basis_points),
        commission: inside.then_some(commission),
        timeline: query::timeline(pool, &order).await?,
        order: OrderView::of(&order, &cx, app.clock.now()),
    }))
}
