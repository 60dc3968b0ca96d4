use chrono::{DateTime, Duration, DurationRound, Utc};
use uuid::Uuid;

use crate::server::Server;
use crate::world::World;

/// Days after the origin from which on nothing is filled, so that bookings find room.
pub(crate) const FIRST_FREE_DAY: i64 = 200;

/// Tomorrow, midnight UTC: where the filled bookings begin.
pub(crate) fn origin() -> DateTime<Utc> {
    let now = Utc::now();
    now.duration_trunc(Duration::days(1)).unwrap_or(now) + Duration::days(1)
}

/// Fills claims and bookings up to a number, evenly over the resources, as a place has them: on
/// five days of seven an hour every second hour of the day, every second resource an hour later,
/// so that at any such time half of them are free. The coming week first, then the weeks before
/// it: a larger table is a longer history, and what is read stays as full as it was.
pub(crate) async fn up_to(server: &Server, world: &World, wanted: u64) -> anyhow::Result<()> {
    let have: i64 =
        sqlx::query_scalar("SELECT count(*) FROM bookings WHERE purpose = 'fill'").fetch_one(&server.bookings).await?;
    let (have, wanted) = (u64::try_from(have)?, wanted);
    if have >= wanted {
        return Ok(());
    }
    let units: Vec<Uuid> = world.resources.iter().map(|(_, unit)| *unit).collect();
    let resources = world.resources.iter().map(|(id, _)| id.parse()).collect::<Result<Vec<Uuid>, _>>()?;
    let (first, last) = (have / units.len() as u64, wanted / units.len() as u64);
    let mut from = first;
    while from < last {
        let to = (from + 100).min(last);
        sqlx::query(
            "WITH wanted AS (
                 SELECT gen_random_uuid() AS id, u.unit, u.resource, $4::timestamptz + (n % 20 / 4 - 7 * (n / 20)) * interval '1 day'
                        + (9 + 2 * (n % 4) + u.number % 2) * interval '1 hour' AS start
                 FROM unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY AS u (unit, resource, number), generate_series($5::int, $6::int - 1) AS n
             ), claim AS (
                 INSERT INTO claims (org_id, unit_id, during, kind, booking_id)
                 SELECT $1, unit, tstzrange(start, start + interval '1 hour'), 'booking', id FROM wanted
             )
             INSERT INTO bookings (org_id, id, user_id, booked_by, resource_id, unit_id, state, starts_at, ends_at, claimed, time_zone,
                                   purpose, attendee_ids, people, currency, total, quote, policy, notice_start, version, created_at, updated_at)
             SELECT $1, id, $7, 'bench', resource, unit, CASE WHEN start < $4 THEN 'completed' ELSE 'confirmed' END, start, start + interval '1 hour', tstzrange(start, start + interval '1 hour'), 'UTC',
                    'fill', '{}', 1, 'EUR', 0, $8, $9, start, 1, start, start FROM wanted",
        )
        .bind(world.org.parse::<Uuid>()?)
        .bind(&units)
        .bind(&resources)
        .bind(origin())
        .bind(i32::try_from(from)?)
        .bind(i32::try_from(to)?)
        .bind(world.user.parse::<Uuid>()?)
        .bind(serde_json::json!({
            "lines": [], "net": { "amount": 0, "currency": "EUR" }, "taxAmount": { "amount": 0, "currency": "EUR" },
            "tax": { "basisPoints": 0, "inclusive": true }, "total": { "amount": 0, "currency": "EUR" }
        }))
        .bind(serde_json::json!({ "name": "moderate", "tiers": [] }))
        .execute(&server.bookings)
        .await?;
        from = to;
    }
    sqlx::query("VACUUM ANALYZE").execute(&server.bookings).await?;
    sqlx::query("CHECKPOINT").execute(&server.bookings).await?;
    Ok(())
}
