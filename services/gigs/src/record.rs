//! A gig as it is kept.

use plaza_core::{Cx, Instant, OrgId, UserId};
use plaza_db::{Result, Tx};
use plaza_gigs_api::{GigCard, GigId, GigStatus};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use sqlx::{FromRow, PgExecutor};
use uuid::Uuid;

use crate::domain::content::Content;
use crate::domain::life::{Action, after};
use crate::error::Error;

/// A gig, who sells it, and its pictures.
#[derive(Debug, Clone, FromRow)]
pub struct Gig {
    /// The organisation.
    pub org_id: OrgId,
    /// Its id.
    pub id: GigId,
    /// Who sells it.
    pub user_id: UserId,
    /// Their profile.
    pub professional_id: Uuid,
    /// Where it is in its life.
    #[sqlx(try_from = "String")]
    pub status: GigStatus,
    /// What is sold.
    #[sqlx(flatten)]
    pub content: Content,
    /// Whether an operator has seen it as it is now.
    pub approved: bool,
    /// Why an operator refused it.
    pub reason: Option<String>,
    /// When it was sent to an operator.
    pub submitted_at: Option<Instant>,
    /// When clients found it first.
    pub published_at: Option<Instant>,
    /// Counts its changes, from 1.
    pub version: i32,
    /// When it was begun.
    pub created_at: Instant,
    /// When it changed the last time.
    pub updated_at: Instant,
    /// The seller's name.
    pub seller_name: String,
    /// Their picture, at the professionals service.
    pub seller_avatar: Option<Uuid>,
    /// Whether their profile is published.
    pub seller_published: bool,
    /// Sum of their stars.
    pub rating_sum: i64,
    /// How many reviews they have.
    pub rating_count: i64,
    /// Its pictures, oldest first.
    #[sqlx(json)]
    pub images: Vec<Picture>,
}

/// A picture of a gig.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Its id, and its file's.
    pub id: Uuid,
    /// Width of the large variant, pixels.
    pub width: i32,
    /// Height of the large variant, pixels.
    pub height: i32,
}

impl Gig {
    /// As other services need it.
    pub fn card(self) -> GigCard {
        GigCard {
            id: self.id,
            org_id: self.org_id,
            user_id: self.user_id,
            professional_id: self.professional_id,
            title: self.content.title,
            status: self.status,
            packages: self.content.packages,
            extras: self.content.extras,
            questions: self.content.questions,
        }
    }

    /// Whether it is found and bought by everybody.
    pub fn is_public(&self) -> bool {
        self.status == GigStatus::Published && self.seller_published
    }

    /// Whether whoever asks sells it or runs the place.
    pub fn is_managed_by(&self, cx: &Cx) -> bool {
        cx.user().is_ok_and(|user| user == self.user_id) || cx.roles.operates()
    }

    /// Goes on to the state after an action, with the dates that go with it.
    ///
    /// # Errors
    /// [`Error::Illegal`].
    pub fn act(&mut self, action: Action, moderated: bool, now: Instant) -> Result<(), Error> {
        let before = self.status;
        self.status = after(before, action, moderated, self.approved)?;
        match action {
            Action::Approve => self.approved = true,
            Action::Reject => self.approved = false,
            Action::Edit { changed: true } => self.approved = false,
            _ => {}
        }
        if self.status != GigStatus::Rejected {
            self.reason = None;
        }
        if self.status == GigStatus::InReview && before != GigStatus::InReview {
            self.submitted_at = Some(now);
        }
        if self.status == GigStatus::Published {
            self.published_at.get_or_insert(now);
        }
        Ok(())
    }
}

/// A gig, whatever its state.
///
/// # Errors
/// As the database fails.
pub async fn find(db: impl PgExecutor<'_>, org: OrgId, id: GigId) -> Result<Option<Gig>> {
    let query = sqlx::query_as("SELECT * FROM cards WHERE org_id = $1 AND id = $2");
    Ok(query.bind(org).bind(id).fetch_optional(db).await?)
}

/// A gig, for this transaction alone.
///
/// # Errors
/// [`Error::NotFound`] also for one that is removed.
pub async fn locked(tx: &mut Tx, org: OrgId, id: GigId) -> Result<Gig, Error> {
    sqlx::query("SELECT FROM gigs WHERE org_id = $1 AND id = $2 FOR UPDATE")
        .bind(org)
        .bind(id)
        .execute(&mut **tx)
        .await?;
    let gig = find(&mut **tx, org, id).await?;
    gig.filter(|gig| gig.status != GigStatus::Removed).ok_or(Error::NotFound)
}

/// One's own gig, for this transaction alone; others' are not there.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn own(tx: &mut Tx, cx: &Cx, id: GigId) -> Result<Gig, Error> {
    let user = cx.user()?;
    let gig = locked(tx, cx.org()?, id).await?;
    if gig.user_id == user { Ok(gig) } else { Err(Error::NotFound) }
}

/// Writes a new gig.
///
/// # Errors
/// As the database fails.
pub async fn insert(tx: &mut Tx, gig: &Gig) -> Result<()> {
    let content = &gig.content;
    sqlx::query(
        "INSERT INTO gigs (org_id, id, user_id, professional_id, status, title, description, trade, language, tags, packages,
                           extras, questions, price, currency, delivery_days, approved, created_at, updated_at, search, search_text)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, false, $17, $17, '', '')",
    )
    .bind(gig.org_id)
    .bind(gig.id)
    .bind(gig.user_id)
    .bind(gig.professional_id)
    .bind(gig.status.name())
    .bind(&content.title)
    .bind(&content.description)
    .bind(&content.trade)
    .bind(&content.language)
    .bind(&content.tags)
    .bind(Json(&content.packages))
    .bind(Json(&content.extras))
    .bind(Json(&content.questions))
    .bind(content.price().amount)
    .bind(content.price().currency.code())
    .bind(content.delivery_days())
    .bind(gig.created_at)
    .execute(&mut **tx)
    .await?;
    make_findable(tx, gig.org_id, &[gig.id]).await
}

/// Writes a gig that changed; its version is counted on.
///
/// # Errors
/// As the database fails.
pub async fn update(tx: &mut Tx, gig: &mut Gig) -> Result<()> {
    gig.updated_at = tx.now();
    gig.version += 1;
    let content = &gig.content;
    sqlx::query(
        "UPDATE gigs SET status = $3, title = $4, description = $5, trade = $6, language = $7, tags = $8, packages = $9,
             extras = $10, questions = $11, price = $12, currency = $13, delivery_days = $14, approved = $15, reason = $16,
             submitted_at = $17, published_at = $18, version = $19, updated_at = $20
         WHERE org_id = $1 AND id = $2",
    )
    .bind(gig.org_id)
    .bind(gig.id)
    .bind(gig.status.name())
    .bind(&content.title)
    .bind(&content.description)
    .bind(&content.trade)
    .bind(&content.language)
    .bind(&content.tags)
    .bind(Json(&content.packages))
    .bind(Json(&content.extras))
    .bind(Json(&content.questions))
    .bind(content.price().amount)
    .bind(content.price().currency.code())
    .bind(content.delivery_days())
    .bind(gig.approved)
    .bind(&gig.reason)
    .bind(gig.submitted_at)
    .bind(gig.published_at)
    .bind(gig.version)
    .bind(gig.updated_at)
    .execute(&mut **tx)
    .await?;
    make_findable(tx, gig.org_id, &[gig.id]).await
}

/// Writes what words find these gigs: the title counts most, then tags and trade, then the rest.
///
/// # Errors
/// As the database fails.
pub async fn make_findable(tx: &mut Tx, org: OrgId, ids: &[GigId]) -> Result<()> {
    sqlx::query(
        "UPDATE gigs SET
             search = setweight(stems(title), 'A') || setweight(stems(concat_ws(' ', translate(trade, '-', ' '), array_to_string(tags, ' '))), 'B')
                 || setweight(stems(description), 'D'),
             search_text = plain(concat_ws(' ', title, translate(trade, '-', ' '), array_to_string(tags, ' ')))
         WHERE org_id = $1 AND id = ANY($2)",
    )
    .bind(org)
    .bind(ids)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
