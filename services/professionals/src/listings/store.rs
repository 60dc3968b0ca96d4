use plaza_core::{OrgId, UserId};
use plaza_db::Tx;

use crate::error::Result;

/// Everything of a profile that is searched and shown, in one row. `deleted` rather than gone, so that followers hear
/// of it; a profile that was never published has no row.
const LIST: &str = "INSERT INTO listings AS l (org_id, id, user_id, name, headline, about, trades, languages, hourly_amount, currency, remote, radius_km, city, country,
                          latitude, longitude, rating_sum, rating_count, level, badges, completed, response_minutes, verified_until, resource_id, avatar, deleted)
 SELECT p.org_id, p.id, p.user_id, p.display_name, p.headline, p.about, ARRAY(SELECT t ->> 'slug' FROM jsonb_array_elements(p.trades) t),
        ARRAY(SELECT t ->> 'code' FROM jsonb_array_elements(p.languages) t), p.hourly_amount, p.currency, p.remote, p.radius_km, p.city, p.country,
        p.near_latitude, p.near_longitude, coalesce(s.rating_sum, 0), coalesce(s.rating_count, 0), coalesce(s.level, 0), coalesce(s.badges, '{}'),
        coalesce(s.completed, 0), s.response_minutes, s.verified_until, p.resource_id, p.avatar, p.status <> 'published'
 FROM professionals p LEFT JOIN standings s ON s.org_id = p.org_id AND s.user_id = p.user_id
 WHERE p.org_id = $1 AND p.published_at IS NOT NULL AND p.city IS NOT NULL AND ($2::uuid IS NULL OR p.user_id = $2)
 ON CONFLICT (org_id, id) DO UPDATE SET name = excluded.name, headline = excluded.headline, about = excluded.about, trades = excluded.trades,
     languages = excluded.languages, hourly_amount = excluded.hourly_amount, currency = excluded.currency, remote = excluded.remote,
     radius_km = excluded.radius_km, city = excluded.city, country = excluded.country, latitude = excluded.latitude, longitude = excluded.longitude,
     rating_sum = excluded.rating_sum, rating_count = excluded.rating_count, level = excluded.level, badges = excluded.badges,
     completed = excluded.completed, response_minutes = excluded.response_minutes, verified_until = excluded.verified_until,
     resource_id = excluded.resource_id, avatar = excluded.avatar, deleted = excluded.deleted,
     revision = nextval('listing_revisions'), txid = pg_current_xact_id()";

/// Writes a person's row anew, after their profile or their standing changed. Who calls it holds the profile's lock.
pub async fn list(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    sqlx::query(LIST).bind(org).bind(user).execute(&mut **tx).await?;
    Ok(())
}

/// Writes every row of an organisation, after many changed at once.
pub async fn list_all(tx: &mut Tx, org: OrgId) -> Result<()> {
    sqlx::query(LIST).bind(org).bind(None::<UserId>).execute(&mut **tx).await?;
    Ok(())
}
