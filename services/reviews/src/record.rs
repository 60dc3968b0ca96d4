//! A review as its row holds it.

use std::collections::BTreeMap;

use plaza_core::{Instant, OrgId, UserId};
use plaza_reviews_api::ReviewId;
use sqlx::postgres::PgRow;
use sqlx::types::Json;
use sqlx::{FromRow, PgExecutor, Row};
use uuid::Uuid;

use crate::domain::review::SubjectKind;

/// Where a review is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Written; nobody else sees it yet.
    Hidden,
    /// Everybody sees it.
    Published,
    /// An operator took it down.
    Removed,
}

impl Status {
    const ALL: [Self; 3] = [Self::Hidden, Self::Published, Self::Removed];

    /// Its name on the wire and in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::Published => "published",
            Self::Removed => "removed",
        }
    }
}

/// A review.
#[derive(Debug, Clone)]
pub struct Review {
    /// Its organisation.
    pub org: OrgId,
    /// Its id.
    pub id: ReviewId,
    /// The order or booking.
    pub reference: Uuid,
    /// Who wrote it.
    pub author: UserId,
    /// What kind of thing is reviewed.
    pub kind: SubjectKind,
    /// Which.
    pub subject: Uuid,
    /// Whose time was booked, when it is of an hour: the subject. Of older rows the subject is what was booked.
    pub host: Option<UserId>,
    /// Stars.
    pub rating: u8,
    /// Stars by aspect.
    pub aspects: BTreeMap<String, u8>,
    /// The text.
    pub body: String,
    /// Where it is in its life.
    pub status: Status,
    /// The answer.
    pub reply: Option<String>,
    /// When it was answered.
    pub replied_at: Option<Instant>,
    /// When it was written.
    pub submitted_at: Instant,
    /// When it was shown.
    pub published_at: Option<Instant>,
}

impl Review {
    /// Whether it is about somebody: themselves, or in older rows an hour of theirs that was booked.
    pub fn is_about(&self, user: UserId) -> bool {
        match self.kind {
            SubjectKind::Resource => self.host == Some(user),
            SubjectKind::Professional | SubjectKind::Client => self.subject == user.uuid(),
        }
    }
}

/// A review of an organisation.
pub async fn find(db: impl PgExecutor<'_>, org: OrgId, id: ReviewId) -> plaza_db::Result<Option<Review>> {
    Ok(sqlx::query_as("SELECT * FROM reviews WHERE org_id = $1 AND id = $2")
        .bind(org)
        .bind(id)
        .fetch_optional(db)
        .await?)
}

/// The same, locked until the transaction ends.
pub async fn locked(tx: &mut plaza_db::Tx, org: OrgId, id: ReviewId) -> plaza_db::Result<Option<Review>> {
    Ok(sqlx::query_as("SELECT * FROM reviews WHERE org_id = $1 AND id = $2 FOR UPDATE")
        .bind(org)
        .bind(id)
        .fetch_optional(&mut **tx)
        .await?)
}

impl<'r> FromRow<'r, PgRow> for Review {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        let unreadable = |column: &str, text: &str| sqlx::Error::ColumnDecode {
            index: column.to_owned(),
            source: format!("'{text}' does not read").into(),
        };
        let (kind, status): (String, String) = (row.try_get("subject_kind")?, row.try_get("status")?);
        let known = Status::ALL.into_iter().find(|known| known.name() == status);
        let Json(aspects) = row.try_get::<Json<BTreeMap<String, u8>>, _>("aspects")?;
        Ok(Self {
            org: row.try_get("org_id")?,
            id: row.try_get("id")?,
            reference: row.try_get("reference")?,
            author: row.try_get("author")?,
            kind: SubjectKind::from_name(&kind).ok_or_else(|| unreadable("subject_kind", &kind))?,
            subject: row.try_get("subject")?,
            host: row.try_get("host")?,
            rating: row.try_get::<i16, _>("rating")?.unsigned_abs() as u8,
            aspects,
            body: row.try_get("body")?,
            status: known.ok_or_else(|| unreadable("status", &status))?,
            reply: row.try_get("reply")?,
            replied_at: row.try_get("replied_at")?,
            submitted_at: row.try_get("submitted_at")?,
            published_at: row.try_get("published_at")?,
        })
    }
}
