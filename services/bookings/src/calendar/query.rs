//! What a calendar shows: bookings that stand, within a window.

use plaza_bookings_api::BookingId;
use plaza_core::{Cx, Instant, OrgId, Slot, UserId};
use plaza_resources_api::{ResourceId, UnitId};
use sqlx::postgres::PgRow;
use sqlx::{FromRow, PgExecutor, Row};

use crate::claims::LONGEST;
use crate::domain::booking::State;
use crate::error::Error;
use crate::record;

/// As much of a booking as a calendar shows: no price, no policy, so that a full month reads quickly.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Its id.
    pub id: BookingId,
    /// Whom it is for.
    pub user: UserId,
    /// Whose time it is.
    pub host: Option<UserId>,
    /// What is booked.
    pub resource: ResourceId,
    /// Which unit of it.
    pub unit: UnitId,
    /// Where it stands.
    pub state: State,
    /// When.
    pub slot: Slot,
    /// What it is for, in the booker's words.
    pub purpose: Option<String>,
    /// Who else comes.
    pub attendees: Vec<UserId>,
}

impl Shown {
    /// Whether its people or an operator look at it.
    pub fn visible_to(&self, cx: &Cx) -> bool {
        cx.roles.operates()
            || cx.is_service()
            || cx.user().is_ok_and(|me| me == self.user || self.attendees.contains(&me))
            || self.hosted_by(cx)
    }

    /// Whether the person whose time it is looks at it.
    pub fn hosted_by(&self, cx: &Cx) -> bool {
        self.host.is_some_and(|host| cx.user().is_ok_and(|me| me == host))
    }
}

impl<'r> FromRow<'r, PgRow> for Shown {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.try_get("id")?,
            user: row.try_get("user_id")?,
            host: row.try_get("host_id")?,
            resource: row.try_get("resource_id")?,
            unit: row.try_get("unit_id")?,
            state: record::parse("state", row.try_get("state")?)?,
            slot: Slot { start: row.try_get("starts_at")?, end: row.try_get("ends_at")? },
            purpose: row.try_get("purpose")?,
            attendees: row.try_get("attendee_ids")?,
        })
    }
}

/// A resource's bookings that stand and meet `window`, in order.
///
/// No booking is longer than a claim, so those that reach into the window start at most
/// that long before it: the b-tree answers alone, however many bookings there are.
///
/// # Errors
/// As the database fails.
pub async fn of_resource(
    db: impl PgExecutor<'_>,
    org: OrgId,
    resource: ResourceId,
    window: Slot,
    now: Instant,
) -> Result<Vec<Shown>, Error> {
    let found = sqlx::query_as(
        "SELECT id, user_id, host_id, resource_id, unit_id, state, starts_at, ends_at, purpose, attendee_ids FROM bookings
         WHERE org_id = $1 AND resource_id = $2 AND starts_at >= $3 AND starts_at < $4 AND ends_at > $5
           AND (state IN ('pending', 'confirmed', 'completed', 'no_show') OR (state = 'held' AND hold_expires_at > $6))
         ORDER BY starts_at, id",
    )
    .bind(org)
    .bind(resource)
    .bind(window.start - LONGEST)
    .bind(window.end)
    .bind(window.start)
    .bind(now)
    .fetch_all(db)
    .await?;
    Ok(found)
}

/// The bookings of a person, and of their time, that stand and meet `window`.
///
/// # Errors
/// As the database fails.
pub async fn of_user(
    db: impl PgExecutor<'_>,
    org: OrgId,
    user: UserId,
    window: Slot,
    limit: i64,
) -> Result<Vec<Shown>, Error> {
    let found = sqlx::query_as(
        "SELECT id, user_id, host_id, resource_id, unit_id, state, starts_at, ends_at, purpose, attendee_ids FROM bookings
         WHERE org_id = $1 AND (user_id = $2 OR host_id = $2) AND starts_at >= $3 AND starts_at < $4 AND ends_at > $5
           AND state IN ('held', 'pending', 'confirmed', 'completed', 'no_show')
         ORDER BY starts_at, id LIMIT $6",
    )
    .bind(org)
    .bind(user)
    .bind(window.start - LONGEST)
    .bind(window.end)
    .bind(window.start)
    .bind(limit)
    .fetch_all(db)
    .await?;
    Ok(found)
}

/// The bookings of a whole organisation that stand and meet `window`: the day of a place with hundreds of resources.
///
/// # Errors
/// As the database fails.
pub async fn of_org(
    db: impl PgExecutor<'_>,
    org: OrgId,
    window: Slot,
    now: Instant,
    limit: i64,
) -> Result<Vec<Shown>, Error> {
    let found = sqlx::query_as(
        "SELECT id, user_id, host_id, resource_id, unit_id, state, starts_at, ends_at, purpose, attendee_ids FROM bookings
         WHERE org_id = $1 AND starts_at >= $2 AND starts_at < $3 AND ends_at > $4
           AND (state IN ('pending', 'confirmed', 'completed', 'no_show') OR (state = 'held' AND hold_expires_at > $5))
         ORDER BY starts_at, id LIMIT $6",
    )
    .bind(org)
    .bind(window.start - LONGEST)
    .bind(window.end)
    .bind(window.start)
    .bind(now)
    .bind(limit)
    .fetch_all(db)
    .await?;
    Ok(found)
}
