//! Placing a booking: one statement picks a free unit, claims it and writes the
//! booking and its first history entry, or nothing.

use plaza_core::{Instant, Slot};
use plaza_db::Tx;
use plaza_resources_api::UnitId;
use sqlx::types::Json;
use sqlx::{PgConnection, Row};

use crate::claims::LONGEST;
use crate::error::Error;
use crate::expire;
use crate::facts;
use crate::record::{Booking, range};

/// Claims one of `units` for the booking and writes it; none of them may be free.
///
/// The unit that the slot fits most tightly is tried first. Whoever loses a race for it
/// goes on to the next; the exclusion constraint is what decides.
///
/// # Errors
/// As the database fails.
pub async fn place(tx: &mut Tx, booking: &Booking, units: &[UnitId]) -> Result<Option<UnitId>, Error> {
    let now = tx.now();
    // Each turn either ends or means that somebody else took or freed a unit meanwhile.
    for _ in 0..units.len() + 4 {
        match try_once(tx, booking, units, now).await? {
            Outcome::Placed(unit) => return Ok(Some(unit)),
            Outcome::LostRace => {}
            Outcome::NoneFree => {
                let actor = tx.actor().to_owned();
                let (any, gone) = expire::store::expire_on(tx, units, booking.claimed, now, &actor).await?;
                if !any {
                    return Ok(None);
                }
                gone.iter().for_each(|expired| facts::announce(tx, expired));
            }
        }
    }
    Ok(None)
}

enum Outcome {
    Placed(UnitId),
    LostRace,
    NoneFree,
}

// Claims of one unit never overlap, so the last that starts before the slot ends is the only
// one that can reach into it.
const PLACE: &str = "
WITH candidate AS (
    SELECT unit.id
    FROM unnest($1::uuid[]) WITH ORDINALITY AS unit (id, n)
    LEFT JOIN LATERAL (
        SELECT upper(c.during) AS until FROM claims c
        WHERE c.unit_id = unit.id AND lower(c.during) < upper($2::tstzrange) ORDER BY lower(c.during) DESC LIMIT 1
    ) before ON true
    LEFT JOIN LATERAL (
        SELECT lower(c.during) AS since FROM claims c
        WHERE c.unit_id = unit.id AND lower(c.during) >= upper($2::tstzrange) ORDER BY lower(c.during) LIMIT 1
    ) after ON cardinality($1::uuid[]) > 1
    WHERE before.until IS NULL OR before.until <= lower($2::tstzrange)
    ORDER BY least(lower($2::tstzrange) - before.until, interval '1 day') + least(after.since - upper($2::tstzrange), interval '1 day'), unit.n
    LIMIT 1
), claim AS (
    INSERT INTO claims (org_id, unit_id, during, kind, booking_id, expires_at)
    SELECT $3, candidate.id, $2, $4, $5, $6 FROM candidate
    ON CONFLICT DO NOTHING
    RETURNING unit_id
), booking AS (
    INSERT INTO bookings (org_id, id, user_id, booked_by, resource_id, unit_id, state, starts_at, ends_at, claimed, time_zone,
                          purpose, attendee_ids, people, currency, total, quote, policy, notice_start, hold_expires_at,
                          attempt, attempt_id, version, created_at, updated_at, host_id)
    SELECT $3, $5, $7, $8, $9, claim.unit_id, $10, $11, $12, $2, $13, $14, $15, $16, $17, $18, $19, $20, $11, $6, $21, $23, 1, $22, $22, $24
    FROM claim
), history AS (
    INSERT INTO booking_history (org_id, booking_id, version, to_state, at, actor)
    SELECT $3, $5, 1, $10, $22, $8 FROM claim
)
SELECT (SELECT unit_id FROM claim) AS unit, EXISTS (SELECT FROM candidate) AS was_free";

async fn try_once(db: &mut PgConnection, booking: &Booking, units: &[UnitId], now: Instant) -> Result<Outcome, Error> {
    let row = sqlx::query(PLACE)
        .bind(units)
        .bind(range(booking.claimed))
        .bind(booking.org)
        .bind(claim_kind(booking))
        .bind(booking.id)
        .bind(booking.hold_expires_at)
        .bind(booking.user)
        .bind(&booking.booked_by)
        .bind(booking.resource)
        .bind(booking.state.name())
        .bind(booking.slot.start)
        .bind(booking.slot.end)
        .bind(&booking.time_zone)
        .bind(&booking.purpose)
        .bind(&booking.attendees)
        .bind(booking.people)
        .bind(booking.currency().code())
        .bind(booking.total().amount)
        .bind(Json(&booking.quote))
        .bind(Json(&booking.policy))
        .bind(booking.attempt)
        .bind(now)
        .bind(booking.attempt_id)
        .bind(booking.host)
        .fetch_one(db)
        .await?;
    let unit: Option<UnitId> = row.try_get("unit")?;
    let was_free: bool = row.try_get("was_free")?;
    Ok(match (unit, was_free) {
        (Some(unit), _) => Outcome::Placed(unit),
        (None, true) => Outcome::LostRace,
        (None, false) => Outcome::NoneFree,
    })
}

/// The kind of a booking's claim in its state.
pub fn claim_kind(booking: &Booking) -> &'static str {
    use crate::domain::booking::State;
    match booking.state {
        State::Held => "hold",
        State::Pending => "pending",
        _ => "booking",
    }
}

/// Whether a slot with its buffers is short enough for one claim.
pub fn fits_one_claim(claimed: Slot) -> bool {
    claimed.length() <= LONGEST
}
