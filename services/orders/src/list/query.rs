//! Offers and orders of a person, newest first, and what belongs to one order.

use plaza_chat_api::ConversationId;
use plaza_core::{Fault, Instant, OrgId, UserId};
use plaza_orders_api::{MilestoneId, OfferId, OrderId, OrderStatus};
use sqlx::{FromRow, PgExecutor};
use std::str::FromStr;
use uuid::Uuid;

use super::http::{OrderChange, OrderDelivery};
use crate::domain::side::Side;
use crate::error::Error;
use crate::offers::Offer;
use crate::record::Order;

/// Which offers.
#[derive(Debug, Clone)]
pub struct OfferFilter {
    /// Of this person.
    pub user: UserId,
    /// On this side.
    pub side: Option<Side>,
    /// In one of these states; all when empty.
    pub states: Vec<&'static str>,
    /// Of this conversation.
    pub conversation: Option<ConversationId>,
    /// Of this negotiation.
    pub thread: Option<OfferId>,
    /// Made before this one.
    pub before: Option<OfferId>,
}

/// Which orders.
#[derive(Debug, Clone)]
pub struct OrderFilter {
    /// Of this person.
    pub user: UserId,
    /// On this side.
    pub side: Option<Side>,
    /// In one of these states; all when empty.
    pub states: Vec<&'static str>,
    /// Made before this one.
    pub before: Option<OrderId>,
}

/// At most `limit` offers that pass the filter, the last made first.
///
/// # Errors
/// As the database fails.
pub async fn offers(
    db: impl PgExecutor<'_>,
    org: OrgId,
    filter: &OfferFilter,
    limit: i64,
) -> Result<Vec<Offer>, Error> {
    let found = sqlx::query_as(
        "SELECT * FROM offers
         WHERE org_id = $1
           AND ((client_id = $2 AND $3::text IS DISTINCT FROM 'professional') OR (professional_id = $2 AND $3::text IS DISTINCT FROM 'client'))
           AND (cardinality($4::text[]) = 0 OR status = ANY($4))
           AND ($5::uuid IS NULL OR conversation_id = $5)
           AND ($6::uuid IS NULL OR thread_id = $6)
           AND ($7::uuid IS NULL OR id < $7)
         ORDER BY id DESC LIMIT $8",
    )
    .bind(org)
    .bind(filter.user)
    .bind(filter.side.map(Side::name))
    .bind(&filter.states)
    .bind(filter.conversation.map(ConversationId::uuid))
    .bind(filter.thread)
    .bind(filter.before)
    .bind(limit)
    .fetch_all(db)
    .await?;
    Ok(found)
}

/// At most `limit` orders that pass the filter, the last made first.
///
/// # Errors
/// As the database fails.
pub async fn orders(
    db: impl PgExecutor<'_>,
    org: OrgId,
    filter: &OrderFilter,
    limit: i64,
) -> Result<Vec<Order>, Error> {
    let found = sqlx::query_as(
        "SELECT * FROM orders
         WHERE org_id = $1
           AND ((client_id = $2 AND $3::text IS DISTINCT FROM 'professional') OR (professional_id = $2 AND $3::text IS DISTINCT FROM 'client'))
           AND (cardinality($4::text[]) = 0 OR status = ANY($4))
           AND ($5::uuid IS NULL OR id < $5)
         ORDER BY id DESC LIMIT $6",
    )
    .bind(org)
    .bind(filter.user)
    .bind(filter.side.map(Side::name))
    .bind(&filter.states)
    .bind(filter.before)
    .bind(limit)
    .fetch_all(db)
    .await?;
    Ok(found)
}

/// What was handed over of an order, oldest first.
///
/// # Errors
/// As the database fails.
pub async fn deliveries(db: impl PgExecutor<'_>, order: &Order) -> Result<Vec<OrderDelivery>, Error> {
    let rows: Vec<(i32, MilestoneId, String, Vec<Uuid>, Instant)> = sqlx::query_as(
        "SELECT number, milestone_id, message, file_ids, at FROM deliveries WHERE org_id = $1 AND order_id = $2 ORDER BY number",
    )
    .bind(order.org)
    .bind(order.id)
    .fetch_all(db)
    .await?;
    let view =
        |(number, milestone_id, message, file_ids, at)| OrderDelivery { number, milestone_id, message, file_ids, at };
    Ok(rows.into_iter().map(view).collect())
}

/// Every change of an order, oldest first.
///
/// # Errors
/// As the database fails, or when a state is none we know.
pub async fn timeline(db: impl PgExecutor<'_>, order: &Order) -> Result<Vec<OrderChange>, Error> {
    let rows: Vec<Change> = sqlx::query_as(
        "SELECT version, action, from_status, to_status, at, actor, side, note FROM order_history
         WHERE org_id = $1 AND order_id = $2 ORDER BY version",
    )
    .bind(order.org)
    .bind(order.id)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(change).collect()
}

#[derive(FromRow)]
struct Change {
    version: i32,
    action: String,
    from_status: Option<String>,
    to_status: String,
    at: Instant,
    actor: String,
    side: Option<String>,
    note: Option<String>,
}

fn change(row: Change) -> Result<OrderChange, Error> {
    let status = |name: &str| {
        let unknown = || Error::from(sqlx::Error::Decode(format!("'{name}' is no state of an order").into()));
        OrderStatus::from_name(name).ok_or_else(unknown)
    };
    Ok(OrderChange {
        version: row.version,
        action: row.action,
        from: row.from_status.as_deref().map(status).transpose()?,
        to: status(&row.to_status)?,
        at: row.at,
        actor: row.actor,
        side: row.side.as_deref().and_then(Side::from_name),
        note: row.note,
    })
}

/// The states that a parameter names, separated by commas.
///
/// # Errors
/// Names the field and what is no state.
pub fn names(given: Option<&str>, known: impl Fn(&str) -> Option<&'static str>) -> Result<Vec<&'static str>, Fault> {
    let parts = given.unwrap_or_default().split(',').map(str::trim).filter(|name| !name.is_empty());
    parts.map(|name| known(name).ok_or_else(|| Fault::invalid("status", format!("'{name}' is none of them")))).collect()
}

/// Where a list goes on.
///
/// # Errors
/// Names the field unless it is one of ours.
pub fn cursor<T: FromStr>(given: Option<String>) -> Result<Option<T>, Fault> {
    let read =
        |text: String| text.parse().map_err(|_| Fault::invalid("cursor", "is not one of ours; leave it out to start"));
    given.map(read).transpose()
}
