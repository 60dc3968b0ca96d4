//! What takes units for a time: reads of the one table of claims, and the
//! changes that give slots back.

use chrono::Duration;
use plaza_bookings_api::BookingId;
use plaza_core::{Instant, OrgId, Slot};
use plaza_resources_api::UnitId;
use sqlx::PgExecutor;
use sqlx::postgres::types::PgRange;

use crate::domain::availability::Unit;
use crate::error::Error;
use crate::record::slot_of;

/// The longest a claim may be, buffers included; the table's check says the same.
pub const LONGEST: Duration = Duration::days(32);

/// Units with the claims that reach into `window`; a unit without claims is there too.
///
/// Reads the b-tree: a claim that reaches into the window starts at most [`LONGEST`] before
/// it. Holds that ran out before `now` count as gone, even if not yet removed.
///
/// # Errors
/// As the database fails.
pub async fn of_units(
    db: impl PgExecutor<'_>,
    units: &[UnitId],
    window: Slot,
    now: Instant,
) -> Result<Vec<Unit<UnitId>>, Error> {
    let rows: Vec<(UnitId, PgRange<Instant>)> = sqlx::query_as(
        "SELECT unit_id, during FROM claims
         WHERE unit_id = ANY($1) AND lower(during) >= $2 AND lower(during) < $3 AND upper(during) > $4
           AND (expires_at IS NULL OR expires_at > $5)",
    )
    .bind(units)
    .bind(window.start - LONGEST)
    .bind(window.end)
    .bind(window.start)
    .bind(now)
    .fetch_all(db)
    .await?;
    let mut found: Vec<Unit<UnitId>> = units.iter().map(|id| Unit { id: *id, claims: Vec::new() }).collect();
    for (id, during) in rows {
        let slot = slot_of(&during)?;
        found.iter_mut().filter(|unit| unit.id == id).for_each(|unit| unit.claims.push(slot));
    }
    Ok(found)
}

/// Those of an organisation's `units` that are free for all of `claimed`, in the order given.
///
/// Holds that ran out before `now` count as gone, even if not yet removed.
///
/// # Errors
/// As the database fails.
pub async fn free_units(
    db: impl PgExecutor<'_>,
    org: OrgId,
    units: &[UnitId],
    claimed: Slot,
    now: Instant,
) -> Result<Vec<UnitId>, Error> {
    let free = if units.len() > ONE_BY_ONE {
        free_by_sweep(db, org, units, claimed, now).await
    } else {
        free_one_by_one(db, units, claimed, now).await
    };
    Ok(free?)
}

/// Up to so many units are looked at one by one; of more, what is taken is swept together.
const ONE_BY_ONE: usize = 24;

// Claims of one unit never overlap, so only the last to start before the slot ends can reach
// into it: one step down the b-tree for each unit, however many claims there are. Only where
// that one is a hold that has run out is there more to look at.
async fn free_one_by_one(
    db: impl PgExecutor<'_>,
    units: &[UnitId],
    claimed: Slot,
    now: Instant,
) -> sqlx::Result<Vec<UnitId>> {
    sqlx::query_scalar(
        "SELECT asked.id
         FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, n)
         LEFT JOIN LATERAL (
             SELECT upper(c.during) AS until, c.expires_at FROM claims c
             WHERE c.unit_id = asked.id AND lower(c.during) < $3 ORDER BY lower(c.during) DESC LIMIT 1
         ) before ON true
         WHERE before.until IS NULL OR before.until <= $2
            OR (coalesce(before.expires_at <= $5, false) AND NOT EXISTS (
                SELECT 1 FROM claims c
                WHERE c.unit_id = asked.id AND lower(c.during) < $3 AND lower(c.during) >= $4 AND upper(c.during) > $2
                  AND (c.expires_at IS NULL OR c.expires_at > $5)
            ))
         ORDER BY asked.n",
    )
    .bind(units)
    .bind(claimed.start)
    .bind(claimed.end)
    .bind(claimed.start - LONGEST)
    .bind(now)
    .fetch_all(db)
    .await
}

// Five short ranges of one b-tree, one for each class of length, hold all that overlaps the
// slot and little else. OFFSET 0 keeps the planner from joining them in any other way.
async fn free_by_sweep(
    db: impl PgExecutor<'_>,
    org: OrgId,
    units: &[UnitId],
    claimed: Slot,
    now: Instant,
) -> sqlx::Result<Vec<UnitId>> {
    sqlx::query_scalar(
        "SELECT coalesce(array_agg(asked.id ORDER BY asked.n), '{}')
         FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, n)
         WHERE asked.id NOT IN (
             SELECT taken.unit_id
             FROM (VALUES (0::smallint, interval '2 hours'), (1, interval '8 hours'), (2, interval '1 day'),
                          (3, interval '4 days'), (4, interval '32 days')) AS class (span, longest)
             CROSS JOIN LATERAL (
                 SELECT c.unit_id FROM claims c
                 WHERE c.org_id = $2 AND c.span = class.span AND lower(c.during) > $3::timestamptz - class.longest AND lower(c.during) < $4
                   AND upper(c.during) > $3 AND (c.expires_at IS NULL OR c.expires_at > $5)
                 OFFSET 0
             ) taken
         )",
    )
    .bind(units)
    .bind(org)
    .bind(claimed.start)
    .bind(claimed.end)
    .bind(now)
    .fetch_one(db)
    .await
}

/// Gives a booking's slot back; nothing happens if it holds none.
///
/// # Errors
/// As the database fails.
pub async fn release(db: impl PgExecutor<'_>, org: OrgId, booking: BookingId) -> Result<(), Error> {
    sqlx::query("DELETE FROM claims WHERE org_id = $1 AND booking_id = $2").bind(org).bind(booking).execute(db).await?;
    Ok(())
}

/// Turns a booking's claim into another kind; a hold ends at `expires_at`.
///
/// # Errors
/// As the database fails.
pub async fn become_kind(
    db: impl PgExecutor<'_>,
    org: OrgId,
    booking: BookingId,
    kind: &str,
    expires_at: Option<Instant>,
) -> Result<(), Error> {
    sqlx::query("UPDATE claims SET kind = $3, expires_at = $4 WHERE org_id = $1 AND booking_id = $2")
        .bind(org)
        .bind(booking)
        .bind(kind)
        .bind(expires_at)
        .execute(db)
        .await?;
    Ok(())
}

/// The organisation's claims of one booking, for tests and the audit.
///
/// # Errors
/// As the database fails.
pub async fn of_booking(
    db: impl PgExecutor<'_>,
    org: OrgId,
    booking: BookingId,
) -> Result<Option<(UnitId, Slot, String)>, Error> {
    let row: Option<(UnitId, PgRange<Instant>, String)> =
        sqlx::query_as("SELECT unit_id, during, kind FROM claims WHERE org_id = $1 AND booking_id = $2")
            .bind(org)
            .bind(booking)
            .fetch_optional(db)
            .await?;
    row.map(|(unit, during, kind)| Ok((unit, slot_of(&during)?, kind))).transpose()
}
