//! The demo's reviews and standings, a few statements for all of a call.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use plaza_core::{Cx, Fault, OrgId, Result, UserId};
use plaza_db::Tx;
use plaza_reviews_api::events::LevelChanged;
use plaza_reviews_api::{DemoReview, DemoReviews, DemoStanding, Reviews};
use serde_json::{Value, json};
use sqlx::types::Json;
use uuid::{NoContext, Timestamp, Uuid};

use crate::app::App;
use crate::domain::level::{self, Facts};
use crate::domain::review::{SubjectKind, check};
use crate::error::Error;
use crate::ratings::Rating;

#[async_trait]
impl Reviews for App {
    async fn seed_demo(&self, cx: &Cx, demo: DemoReviews) -> Result<u32> {
        Ok(seed(self, cx, demo).await?)
    }
}

/// Writes the demo's reviews as if they had been written and shown in their time. Whoever has reviews already is left
/// alone, and so is whoever has a standing: the living ones count.
async fn seed(app: &App, cx: &Cx, demo: DemoReviews) -> Result<u32, Error> {
    let org = cx.org()?;
    let rows = demo.reviews.iter().map(row).collect::<Result<Vec<Value>, Error>>()?;
    let mut tx = app.db.begin(cx).await?;
    let fresh = fresh(&mut tx, org, &rows).await?;
    let written = reviews(&mut tx, org, &fresh).await?;
    standings(&mut tx, org, &demo.standings).await?;
    tx.commit().await?;
    Ok(u32::try_from(written).unwrap_or(u32::MAX))
}

fn row(one: &DemoReview) -> Result<Value, Error> {
    let kind = SubjectKind::from_name(&one.subject_kind)
        .ok_or_else(|| Fault::invalid("subjectKind", "must be professional, client or resource"))?;
    let text = check(kind, one.rating, &one.aspects, &one.text)?;
    // Lists are in the order of ids: each is of its own time.
    let seconds = u64::try_from(one.at.timestamp()).unwrap_or(0);
    let id = Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, one.at.timestamp_subsec_nanos()));
    Ok(json!({
        "id": id, "reference": one.reference, "author": one.author, "kind": kind.name(), "subject": one.subject,
        "rating": one.rating, "aspects": one.aspects, "body": text, "at": one.at,
    }))
}

/// Those whose subject has no review yet.
async fn fresh<'a>(tx: &mut Tx, org: OrgId, rows: &'a [Value]) -> Result<Vec<&'a Value>, Error> {
    let key = |row: &Value| {
        format!("{}:{}", row["kind"].as_str().unwrap_or_default(), row["subject"].as_str().unwrap_or_default())
    };
    let mut keys: Vec<String> = rows.iter().map(key).collect();
    keys.sort_unstable();
    keys.dedup();
    let rated: Vec<String> = sqlx::query_scalar(
        "SELECT subject_kind || ':' || subject FROM ratings WHERE org_id = $1 AND subject_kind || ':' || subject = ANY($2)",
    )
    .bind(org)
    .bind(&keys)
    .fetch_all(&mut **tx)
    .await?;
    let rated: HashSet<String> = rated.into_iter().collect();
    Ok(rows.iter().filter(|row| !rated.contains(&key(row))).collect())
}

/// Answers how many were new.
async fn reviews(tx: &mut Tx, org: OrgId, rows: &[&Value]) -> Result<i64, Error> {
    if rows.is_empty() {
        return Ok(0);
    }
    sqlx::query(
        "INSERT INTO chances (org_id, reference, author, subject_kind, subject, opened_at)
         SELECT $1, g.reference, g.author, g.kind, g.subject, g.at
         FROM jsonb_to_recordset($2) AS g (reference uuid, author uuid, kind text, subject uuid, at timestamptz)
         ON CONFLICT DO NOTHING",
    )
    .bind(org)
    .bind(Json(rows))
    .execute(&mut **tx)
    .await?;
    Ok(sqlx::query_scalar(
        "WITH written AS (
             INSERT INTO reviews (org_id, id, reference, author, subject_kind, subject, rating, aspects, body, status, submitted_at, published_at)
             SELECT $1, g.id, g.reference, g.author, g.kind, g.subject, g.rating, g.aspects, g.body, 'published', g.at, g.at
             FROM jsonb_to_recordset($2) AS g (id uuid, reference uuid, author uuid, kind text, subject uuid, rating smallint,
                  aspects jsonb, body text, at timestamptz)
             ON CONFLICT ON CONSTRAINT reviews_once DO NOTHING RETURNING subject_kind, subject, rating),
         rated AS (
             INSERT INTO ratings AS r (org_id, subject_kind, subject, stars, count, version)
             SELECT $1, subject_kind, subject, sum(rating), count(*), count(*) FROM written GROUP BY subject_kind, subject ORDER BY subject
             ON CONFLICT (org_id, subject_kind, subject) DO UPDATE
             SET stars = r.stars + excluded.stars, count = r.count + excluded.count, version = r.version + excluded.version)
         SELECT count(*) FROM written",
    )
    .bind(org)
    .bind(Json(rows))
    .fetch_one(&mut **tx)
    .await?)
}

/// Writes standings with the level that follows; it is told only where another one is shown.
async fn standings(tx: &mut Tx, org: OrgId, standings: &[DemoStanding]) -> Result<(), Error> {
    if standings.is_empty() {
        return Ok(());
    }
    let users: Vec<Uuid> = standings.iter().map(|one| one.user_id.uuid()).collect();
    let rated: Vec<(Uuid, i64, i64)> = sqlx::query_as(
        "SELECT subject, stars, count FROM ratings WHERE org_id = $1 AND subject_kind = 'professional' AND subject = ANY($2)",
    )
    .bind(org)
    .bind(&users)
    .fetch_all(&mut **tx)
    .await?;
    let ratings: HashMap<Uuid, Rating> =
        rated.into_iter().map(|(user, stars, count)| (user, Rating { stars, count, version: 0 })).collect();
    let standings: Vec<(&DemoStanding, LevelChanged)> =
        standings.iter().map(|one| (one, follows(one, ratings.get(&one.user_id.uuid()), tx.now()))).collect();
    let rows: Vec<Value> = standings.iter().map(|(one, told)| standing(one, told)).collect();
    let made: Vec<UserId> = sqlx::query_scalar(
        "INSERT INTO reputations (org_id, user_id, completed, late, answers, level, badges, told_completed, told_minutes)
         SELECT $1, g.user_id, g.completed, g.late, ARRAY(SELECT jsonb_array_elements_text(g.answers)::bigint), g.level,
                ARRAY(SELECT jsonb_array_elements_text(g.badges)), g.completed, g.minutes
         FROM jsonb_to_recordset($2) AS g (user_id uuid, completed bigint, late bigint, answers jsonb, level smallint, badges jsonb, minutes bigint)
         ON CONFLICT DO NOTHING RETURNING user_id",
    )
    .bind(org)
    .bind(Json(&rows))
    .fetch_all(&mut **tx)
    .await?;
    let made: HashSet<UserId> = made.into_iter().collect();
    for (one, told) in standings {
        if made.contains(&one.user_id) && (one.level, &one.badges) != (told.level, &told.badges) {
            tx.emit(&told);
        }
    }
    Ok(())
}

/// The level that follows from a standing.
fn follows(one: &DemoStanding, rating: Option<&Rating>, timestamp: plaza_core::Instant) -> LevelChanged {
    let rating = rating.copied().unwrap_or_default();
    let facts = Facts {
        completed: one.completed,
        late: one.late,
        cancelled: 0,
        stars: rating.stars,
        reviews: rating.count,
        response_minutes: level::response_minutes(&one.answer_seconds),
    };
    LevelChanged {
        user_id: one.user_id,
        level: level::level(&facts),
        badges: level::badges(&facts),
        completed: facts.completed,
        response_minutes: facts.response_minutes,
        timestamp,
    }
}

fn standing(one: &DemoStanding, told: &LevelChanged) -> Value {
    json!({
        "user_id": one.user_id, "completed": one.completed, "late": one.late, "answers": one.answer_seconds,
        "level": told.level, "badges": told.badges, "minutes": told.response_minutes,
    })
}
