use plaza_core::{OrgId, UserId};
use plaza_db::{Result, Tx};
use sqlx::{FromRow, PgPool};

use crate::domain::level::{self, Facts};
use crate::ratings::Rating;

/// What is shown of somebody besides level and badges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// Completed orders.
    pub completed: i64,
    /// Median time to the first answer, minutes.
    pub response_minutes: Option<i64>,
}

/// What somebody's level is reckoned from, as its row holds it.
#[derive(Debug, Clone, Default)]
pub struct Reputation {
    /// Completed orders.
    pub completed: i64,
    /// Of those delivered, how many late.
    pub late: i64,
    /// Orders that ended without work.
    pub cancelled: i64,
    /// Seconds to the first answer, the last fifty.
    pub answers: Vec<i64>,
    /// The level told last.
    pub level: i16,
    /// The badges told last.
    pub badges: Vec<String>,
    /// What else was told last.
    pub told: Option<Shown>,
}

#[derive(FromRow)]
struct Row {
    completed: i64,
    late: i64,
    cancelled: i64,
    answers: Vec<i64>,
    level: i16,
    badges: Vec<String>,
    told_completed: Option<i64>,
    told_minutes: Option<i64>,
}

impl From<Row> for Reputation {
    fn from(row: Row) -> Self {
        let told = row.told_completed.map(|completed| Shown { completed, response_minutes: row.told_minutes });
        Self {
            completed: row.completed,
            late: row.late,
            cancelled: row.cancelled,
            answers: row.answers,
            level: row.level,
            badges: row.badges,
            told,
        }
    }
}

const COLUMNS: &str = "completed, late, cancelled, answers, level, badges, told_completed, told_minutes";

/// What is known of somebody; nothing yet is nothing.
pub async fn find(pool: &PgPool, org: OrgId, user: UserId) -> Result<Reputation> {
    let query = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM reputations WHERE org_id = $1 AND user_id = $2"));
    let row: Option<Row> = sqlx::query_as(query).bind(org).bind(user).fetch_optional(pool).await?;
    Ok(row.map(Reputation::from).unwrap_or_default())
}

/// The same, made if it is not there and locked until the transaction ends.
pub async fn locked(tx: &mut Tx, org: OrgId, user: UserId) -> Result<Reputation> {
    let query = sqlx::AssertSqlSafe(format!(
        "INSERT INTO reputations (org_id, user_id) VALUES ($1, $2)
         ON CONFLICT (org_id, user_id) DO UPDATE SET level = reputations.level RETURNING {COLUMNS}"
    ));
    let row: Row = sqlx::query_as(query).bind(org).bind(user).fetch_one(&mut **tx).await?;
    Ok(row.into())
}

/// The facts a level is reckoned from, the rating included.
pub async fn facts(tx: &mut Tx, known: &Reputation, org: OrgId, user: UserId) -> Result<Facts> {
    let rating = rating(&mut **tx, org, user).await?;
    Ok(of(known, rating))
}

/// The facts of what is known and rated.
pub fn of(known: &Reputation, rating: Rating) -> Facts {
    Facts {
        completed: known.completed,
        late: known.late,
        cancelled: known.cancelled,
        stars: rating.stars,
        reviews: rating.count,
        response_minutes: level::response_minutes(&known.answers),
    }
}

/// Somebody's rating as a professional.
pub async fn rating(db: impl sqlx::PgExecutor<'_>, org: OrgId, user: UserId) -> Result<Rating> {
    let found = sqlx::query_as(
        "SELECT stars, count, version FROM ratings WHERE org_id = $1 AND subject_kind = 'professional' AND subject = $2",
    )
    .bind(org)
    .bind(user)
    .fetch_optional(db)
    .await?;
    Ok(found.unwrap_or_default())
}

/// Keeps what is told from now on.
pub async fn save(tx: &mut Tx, org: OrgId, user: UserId, level: u8, badges: &[String], shown: Shown) -> Result<()> {
    sqlx::query(
        "UPDATE reputations SET level = $3, badges = $4, told_completed = $5, told_minutes = $6 WHERE org_id = $1 AND user_id = $2",
    )
    .bind(org)
    .bind(user)
    .bind(i16::from(level))
    .bind(badges)
    .bind(shown.completed)
    .bind(shown.response_minutes)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What happened to somebody's work.
#[derive(Debug, Clone, Copy)]
pub enum Happened {
    /// Completed.
    Completed,
    /// Delivered after it was due.
    Late,
    /// Ended without work.
    Cancelled,
    /// First answer after so many seconds.
    Answered(i64),
}

/// Counts what happened.
pub async fn count(tx: &mut Tx, org: OrgId, user: UserId, happened: Happened) -> Result<()> {
    let (completed, late, cancelled, answer) = match happened {
        Happened::Completed => (1, 0, 0, None),
        Happened::Late => (0, 1, 0, None),
        Happened::Cancelled => (0, 0, 1, None),
        Happened::Answered(seconds) => (0, 0, 0, Some(seconds)),
    };
    locked(tx, org, user).await?;
    sqlx::query(
        "UPDATE reputations SET completed = completed + $3, late = late + $4, cancelled = cancelled + $5,
                answers = CASE WHEN $6::bigint IS NULL THEN answers ELSE (answers || $6)[greatest(1, cardinality(answers) - 48):] END
         WHERE org_id = $1 AND user_id = $2",
    )
    .bind(org)
    .bind(user)
    .bind(completed)
    .bind(late)
    .bind(cancelled)
    .bind(answer)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
