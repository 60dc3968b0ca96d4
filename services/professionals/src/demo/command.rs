use plaza_core::{Cx, Money};
use plaza_professionals_api::events::{ProfessionalCreated, ProfessionalPublished};
use plaza_professionals_api::{DemoProfessional, DemoProfessionals};
use sqlx::types::Json;
use uuid::Uuid;

use super::people::{Person, people};
use crate::app::App;
use crate::domain::blur::blur;
use crate::domain::geo::Point;
use crate::error::Result;
use crate::{listings, record};

/// Makes the demo's professionals; those made before stay as they are. Only those with an account are told of: the
/// others are there as if they had always been.
///
/// # Errors
/// As the database fails.
pub async fn seed(app: &App, cx: &Cx, demo: DemoProfessionals) -> Result<Vec<DemoProfessional>> {
    let org = cx.org()?;
    let all = people(org, &demo.accounts, demo.count as usize);
    let mut tx = app.db.begin(cx).await?;
    let now = tx.now();
    let rows: Vec<serde_json::Value> = all.iter().map(|one| row(app, one)).collect();
    let made: Vec<Uuid> = sqlx::query_scalar(
        "INSERT INTO professionals (org_id, id, user_id, status, display_name, headline, about, languages, trades, hourly_amount, currency, radius_km, remote,
                                    city, country, latitude, longitude, near_latitude, near_longitude, version, created_at, updated_at, published_at)
         SELECT $1, p.id, p.user_id, 'published', p.name, p.headline, p.about, p.languages, p.trades, p.hourly, $3, p.radius_km, p.remote, p.city, p.country,
                p.latitude, p.longitude, p.near_latitude, p.near_longitude, 1, $4, $4, $4
         FROM jsonb_to_recordset($2) AS p (id uuid, user_id uuid, name text, headline text, about text, languages jsonb, trades jsonb, hourly bigint,
              radius_km integer, remote boolean, city text, country text, latitude float8, longitude float8, near_latitude float8, near_longitude float8)
         ON CONFLICT DO NOTHING RETURNING id",
    )
    .bind(org)
    .bind(Json(&rows))
    .bind(demo.currency.code())
    .bind(now)
    .fetch_all(&mut *tx)
    .await?;
    if !made.is_empty() {
        sqlx::query(
            "INSERT INTO standings (org_id, user_id, rating_sum, rating_count, level, badges, completed, response_minutes, verified_until)
             SELECT $1, p.user_id, p.rating_sum, p.rating_count, p.level, ARRAY(SELECT jsonb_array_elements_text(p.badges)), p.completed, p.response_minutes,
                    CASE WHEN p.verified THEN $3::timestamptz END
             FROM jsonb_to_recordset($2) AS p (user_id uuid, rating_sum bigint, rating_count bigint, level smallint, badges jsonb, completed bigint,
                  response_minutes bigint, verified boolean)
             ON CONFLICT DO NOTHING",
        )
        .bind(org)
        .bind(Json(&rows))
        .bind(now + chrono::Duration::days(365))
        .execute(&mut *tx)
        .await?;
        listings::list_all(&mut tx, org).await?;
    }
    for one in all.iter().take(demo.accounts.len()).filter(|one| made.contains(&one.id)) {
        if let Some(professional) = record::find(&mut *tx, org, one.id).await? {
            tx.emit(&ProfessionalCreated(professional.facts(now)));
            tx.emit(&ProfessionalPublished(professional.facts(now)));
        }
    }
    tx.commit().await?;
    Ok(all.into_iter().map(|one| told(one, &demo)).collect())
}

fn row(app: &App, one: &Person) -> serde_json::Value {
    let exact = Point { latitude: one.latitude, longitude: one.longitude };
    let near = blur(exact, app.blur.expose().as_bytes(), one.id);
    let mut row = serde_json::to_value(one).unwrap_or_default();
    row["near_latitude"] = near.latitude.into();
    row["near_longitude"] = near.longitude.into();
    row
}

fn told(one: Person, demo: &DemoProfessionals) -> DemoProfessional {
    DemoProfessional {
        id: one.id.into(),
        user_id: one.user_id,
        name: one.name,
        trades: one.trades.into_iter().map(|trade| trade.slug).collect(),
        hourly_from: Money::new(one.hourly, demo.currency),
        city: one.city.to_owned(),
        verified: one.verified,
        locale: one.locale,
        rating_sum: one.rating_sum,
        rating_count: one.rating_count,
        completed: one.completed,
        late: one.late,
        response_minutes: one.response_minutes,
        level: u8::try_from(one.level).unwrap_or(0),
        badges: one.badges.into_iter().map(str::to_owned).collect(),
    }
}
