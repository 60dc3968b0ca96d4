use plaza_core::{Instant, OrgId, UserId};
use plaza_db::{Result, Tx};
use sqlx::postgres::PgRow;
use sqlx::{FromRow, PgPool, Row};
use uuid::Uuid;

use crate::domain::review::SubjectKind;

/// A chance to review.
#[derive(Debug, Clone)]
pub struct Chance {
    /// The order or booking.
    pub reference: Uuid,
    /// Who may write.
    pub author: UserId,
    /// Of what kind of thing.
    pub kind: SubjectKind,
    /// Of which.
    pub subject: Uuid,
    /// Whose time was booked, when it is an hour of a person's that is reviewed.
    pub host: Option<UserId>,
    /// Since when.
    pub opened_at: Instant,
}

impl<'r> FromRow<'r, PgRow> for Chance {
    fn from_row(row: &'r PgRow) -> std::result::Result<Self, sqlx::Error> {
        let kind: String = row.try_get("subject_kind")?;
        let unreadable = || sqlx::Error::ColumnDecode { index: "subject_kind".into(), source: kind.clone().into() };
        Ok(Self {
            reference: row.try_get("reference")?,
            author: row.try_get("author")?,
            kind: SubjectKind::from_name(&kind).ok_or_else(unreadable)?,
            subject: row.try_get("subject")?,
            host: row.try_get("host")?,
            opened_at: row.try_get("opened_at")?,
        })
    }
}

/// Opens a chance; one that is open stays as it is.
pub async fn insert(tx: &mut Tx, org: OrgId, chance: &Chance) -> Result<()> {
    sqlx::query(
        "INSERT INTO chances (org_id, reference, author, subject_kind, subject, host, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT DO NOTHING",
    )
    .bind(org)
    .bind(chance.reference)
    .bind(chance.author)
    .bind(chance.kind.name())
    .bind(chance.subject)
    .bind(chance.host)
    .bind(chance.opened_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether an order or booking can be reviewed by anybody.
pub async fn is_open(pool: &PgPool, org: OrgId, reference: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar("SELECT EXISTS (SELECT FROM chances WHERE org_id = $1 AND reference = $2)")
        .bind(org)
        .bind(reference)
        .fetch_one(pool)
        .await?)
}

/// All chances of an order or booking, locked: two sides that write at once see each other.
pub async fn locked(tx: &mut Tx, org: OrgId, reference: Uuid) -> Result<Vec<Chance>> {
    Ok(sqlx::query_as("SELECT * FROM chances WHERE org_id = $1 AND reference = $2 ORDER BY author FOR UPDATE")
        .bind(org)
        .bind(reference)
        .fetch_all(&mut **tx)
        .await?)
}

/// What somebody may still review: opened since, and not written; the newest first.
pub async fn untaken(pool: &PgPool, org: OrgId, author: UserId, since: Instant) -> Result<Vec<Chance>> {
    Ok(sqlx::query_as(
        "SELECT c.* FROM chances c
         WHERE c.org_id = $1 AND c.author = $2 AND c.opened_at > $3
           AND NOT EXISTS (SELECT FROM reviews r WHERE r.org_id = c.org_id AND r.reference = c.reference AND r.author = c.author)
         ORDER BY c.opened_at DESC LIMIT 100",
    )
    .bind(org)
    .bind(author)
    .bind(since)
    .fetch_all(pool)
    .await?)
}
