//! Moving a booking's claim under the constraint.

use plaza_core::{Instant, Slot};
use plaza_db::Tx;
use plaza_resources_api::UnitId;
use sqlx::types::Json;

use crate::domain::price::Quote;
use crate::error::Error;
use crate::record::{Booking, range};

/// Where a booking moves and what it costs there.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// Its new time.
    pub slot: Slot,
    /// The new time with buffers.
    pub claimed: Slot,
    /// What it costs from now on.
    pub quote: Quote,
    /// The start that cancelling is measured against from now on.
    pub notice_start: Instant,
    /// What is asked back of what was paid, in minor units.
    pub refund: i64,
}

/// How a move ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Moved {
    /// It stands at the new time.
    Done(Box<Booking>),
    /// No unit is free for all of it.
    Taken,
}

/// Moves a locked booking, preferring the unit it has; the claim moves by one UPDATE, so
/// that at no moment it holds both times or none.
///
/// A unit that somebody else takes meanwhile makes the statement fail on the constraint:
/// the whole transaction is then repeated by the caller.
///
/// # Errors
/// A constraint named `claims_never_overlap` when a race was lost; as the database fails.
pub async fn move_to(tx: &mut Tx, booking: &Booking, to: &Move, units: &[UnitId]) -> Result<Moved, Error> {
    let mut ordered: Vec<UnitId> = units.to_vec();
    ordered.sort_by_key(|unit| *unit != booking.unit);
    let unit: Option<UnitId> = sqlx::query_scalar(
        "WITH free AS (
             SELECT unit.id FROM unnest($1::uuid[]) WITH ORDINALITY AS unit (id, n)
             WHERE NOT EXISTS (SELECT 1 FROM claims c WHERE c.unit_id = unit.id AND c.during && $2
                               AND (c.booking_id IS NULL OR c.booking_id <> $4 OR c.org_id <> $3))
             ORDER BY unit.n LIMIT 1
         )
         UPDATE claims SET unit_id = free.id, during = $2 FROM free WHERE org_id = $3 AND booking_id = $4 RETURNING unit_id",
    )
    .bind(ordered)
    .bind(range(to.claimed))
    .bind(booking.org)
    .bind(booking.id)
    .fetch_optional(&mut **tx)
    .await?;
    let Some(unit) = unit else { return Ok(Moved::Taken) };
    let now = tx.now();
    let moved: Option<Booking> = sqlx::query_as(
        "UPDATE bookings SET unit_id = $3, starts_at = $4, ends_at = $5, claimed = $6, quote = $7, total = $8, notice_start = $9,
                refunded = refunded + $10, version = version + 1, updated_at = $11,
                -- What was said and decided of one hour stands in the history; the new one has its own.
                objection = CASE WHEN objection_outcome IS NULL THEN objection END,
                objected_at = CASE WHEN objection_outcome IS NULL THEN objected_at END,
                objection_outcome = NULL
         WHERE org_id = $1 AND id = $2 AND version = $12 RETURNING *",
    )
    .bind(booking.org)
    .bind(booking.id)
    .bind(unit)
    .bind(to.slot.start)
    .bind(to.slot.end)
    .bind(range(to.claimed))
    .bind(Json(&to.quote))
    .bind(to.quote.total.amount)
    .bind(to.notice_start)
    .bind(to.refund)
    .bind(now)
    .bind(booking.version)
    .fetch_optional(&mut **tx)
    .await?;
    moved.map(|booking| Moved::Done(Box::new(booking))).ok_or(Error::Changed)
}
