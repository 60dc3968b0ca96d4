//! Lists of bookings, newest first, and the history of one.

use plaza_bookings_api::BookingId;
use plaza_core::{Instant, Money, OrgId, UserId};
use plaza_resources_api::ResourceId;
use sqlx::{FromRow, PgExecutor};

use crate::domain::booking::{Change, State};
use crate::error::Error;
use crate::record::{self, Booking};

/// Which bookings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Of this person.
    pub user: Option<UserId>,
    /// Of this person's time.
    pub host: Option<UserId>,
    /// In one of these states; all when empty.
    pub states: Vec<State>,
    /// Of this resource.
    pub resource: Option<ResourceId>,
    /// Only those to which an objection is open.
    pub objected: bool,
    /// Ending after this.
    pub from: Option<Instant>,
    /// Starting before this.
    pub to: Option<Instant>,
    /// Made before this one.
    pub before: Option<BookingId>,
}

/// At most `limit` bookings that pass the filter, the last made first.
///
/// # Errors
/// As the database fails.
pub async fn bookings(db: impl PgExecutor<'_>, org: OrgId, filter: &Filter, limit: i64) -> Result<Vec<Booking>, Error> {
    let states: Vec<&str> = filter.states.iter().map(|state| state.name()).collect();
    let found = sqlx::query_as(
        "SELECT * FROM bookings
         WHERE org_id = $1
           AND ($2::uuid IS NULL OR user_id = $2)
           AND (cardinality($3::text[]) = 0 OR state = ANY($3))
           AND ($4::uuid IS NULL OR resource_id = $4)
           AND ($5::timestamptz IS NULL OR ends_at > $5)
           AND ($6::timestamptz IS NULL OR starts_at < $6)
           AND ($7::uuid IS NULL OR id < $7)
           AND ($9::uuid IS NULL OR host_id = $9)
           AND (NOT $10 OR objected_at IS NOT NULL AND objection_outcome IS NULL)
         ORDER BY id DESC LIMIT $8",
    )
    .bind(org)
    .bind(filter.user)
    .bind(states)
    .bind(filter.resource)
    .bind(filter.from)
    .bind(filter.to)
    .bind(filter.before)
    .bind(limit)
    .bind(filter.host)
    .bind(filter.objected)
    .fetch_all(db)
    .await?;
    Ok(found)
}

/// Every change of a booking, oldest first.
///
/// # Errors
/// As the database fails, or when a state is none we know.
pub async fn history(db: impl PgExecutor<'_>, org: OrgId, booking: BookingId) -> Result<Vec<Change>, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT h.from_state, h.to_state, h.at, h.actor, h.reason, h.objection, f.amount, f.currency
         FROM booking_history h
         LEFT JOIN refunds f ON f.org_id = h.org_id AND f.key = 'refund:' || h.booking_id || ':' || h.version
         WHERE h.org_id = $1 AND h.booking_id = $2 ORDER BY h.version",
    )
    .bind(org)
    .bind(booking)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(change).collect()
}

#[derive(FromRow)]
struct Row {
    from_state: Option<String>,
    to_state: String,
    at: Instant,
    actor: String,
    reason: Option<String>,
    objection: Option<String>,
    amount: Option<i64>,
    currency: Option<String>,
}

fn change(row: Row) -> Result<Change, Error> {
    let from = row.from_state.as_deref().map(state).transpose()?;
    let refund = row.amount.zip(row.currency).and_then(|(amount, code)| Some(Money::new(amount, code.parse().ok()?)));
    let objection = row.objection.map(|name| record::parse("objection", name)).transpose()?;
    Ok(Change { from, to: state(&row.to_state)?, at: row.at, actor: row.actor, reason: row.reason, refund, objection })
}

fn state(name: &str) -> Result<State, Error> {
    name.parse().map_err(|error: String| Error::from(sqlx::Error::Decode(error.into())))
}
