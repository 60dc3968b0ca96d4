//! An offer as it is stored.

use plaza_chat_api::ConversationId;
use plaza_core::{Actor as Caller, Currency, Cx, Instant, Money, OrgId, UserId};
use plaza_db::Tx;
use plaza_gigs_api::GigId;
use plaza_orders_api::{OfferId, OfferStatus, OrderId};
use sqlx::postgres::PgRow;
use sqlx::types::Json;
use sqlx::{FromRow, PgExecutor, Row};

use crate::domain::offer::{Action, Standing, decide};
use crate::domain::side::Side;
use crate::domain::terms::Part;
use crate::error::Error;
use crate::offer::command::Between;
use crate::record::{count, read};
use crate::show;

/// An offer, one row of `offers`.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// The organisation.
    pub org: OrgId,
    /// Its id.
    pub id: OfferId,
    /// The first offer of the negotiation.
    pub thread: OfferId,
    /// Which of the negotiation.
    pub version: i32,
    /// The one whose place it took.
    pub supersedes: Option<OfferId>,
    /// Where the two talk.
    pub conversation: ConversationId,
    /// Who would pay.
    pub client: UserId,
    /// Who would work.
    pub professional: UserId,
    /// Whose words these are.
    pub author: Side,
    /// Where it stands and whose answer is waited for.
    pub standing: Standing,
    /// The gig it is about.
    pub gig: Option<GigId>,
    /// What for, in a line.
    pub title: String,
    /// What is done and what is not.
    pub scope: String,
    /// The parts of the work.
    pub parts: Vec<Part>,
    /// The currency of its amounts.
    pub currency: Currency,
    /// What it costs, minor units.
    pub amount: i64,
    /// Days from the payment until all of it is due.
    pub delivery_days: u32,
    /// How often the client may ask for changes.
    pub revisions: u32,
    /// Until when it can be answered.
    pub expires_at: Instant,
    /// The order it became, or last tried to become.
    pub order: Option<OrderId>,
    /// Why the last payment was refused, as a code.
    pub refusal: Option<String>,
    /// Why it was declined, in words.
    pub reason: Option<String>,
    /// Counts its changes.
    pub changes: i32,
    /// Whether its card is in the conversation.
    pub card_posted: bool,
    /// When it was made.
    pub created_at: Instant,
}

impl Offer {
    /// What it costs.
    pub const fn total(&self) -> Money {
        Money::new(self.amount, self.currency)
    }

    /// The side somebody is on. To anybody else the offer is not there.
    ///
    /// # Errors
    /// [`Error::OfferNotFound`].
    pub fn side(&self, cx: &Cx) -> Result<Side, Error> {
        match &cx.actor {
            Caller::User { id, .. } if *id == self.client => Ok(Side::Client),
            Caller::User { id, .. } if *id == self.professional => Ok(Side::Professional),
            _ => Err(Error::OfferNotFound),
        }
    }

    /// Lets the two and operators through.
    ///
    /// # Errors
    /// [`Error::OfferNotFound`].
    pub fn visible_to(&self, cx: &Cx) -> Result<(), Error> {
        self.side(cx).map(drop).or_else(|error| if cx.roles.operates() { Ok(()) } else { Err(error) })
    }

    /// Refuses what can no longer be answered, whether or not somebody has noted that.
    ///
    /// # Errors
    /// [`Error::OfferExpired`].
    pub fn in_time(&self, now: Instant) -> Result<(), Error> {
        let over = self.standing.status == OfferStatus::Open && self.expires_at <= now;
        if over || self.standing.status == OfferStatus::Expired { Err(Error::OfferExpired) } else { Ok(()) }
    }
}

impl<'r> FromRow<'r, PgRow> for Offer {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        let Json(parts): Json<Vec<Part>> = row.try_get("milestones")?;
        let standing = Standing {
            status: read(row, "status", OfferStatus::from_name)?,
            awaits: read(row, "awaits", Side::from_name)?,
        };
        Ok(Self {
            org: row.try_get("org_id")?,
            id: row.try_get("id")?,
            thread: row.try_get("thread_id")?,
            version: row.try_get("version")?,
            supersedes: row.try_get("supersedes")?,
            conversation: row.try_get("conversation_id")?,
            client: row.try_get("client_id")?,
            professional: row.try_get("professional_id")?,
            author: read(row, "author", Side::from_name)?,
            standing,
            gig: row.try_get("gig_id")?,
            title: row.try_get("title")?,
            scope: row.try_get("scope")?,
            parts,
            currency: read(row, "currency", |text| text.parse().ok())?,
            amount: row.try_get("total")?,
            delivery_days: count(row, "delivery_days")?,
            revisions: count(row, "revisions")?,
            expires_at: row.try_get("expires_at")?,
            order: row.try_get("order_id")?,
            refusal: row.try_get("refusal")?,
            reason: row.try_get("reason")?,
            changes: row.try_get("changes")?,
            card_posted: row.try_get("card_posted")?,
            created_at: row.try_get("created_at")?,
        })
    }
}

/// The offer of an organisation, or 404.
///
/// # Errors
/// [`Error::OfferNotFound`], or as the database fails.
pub async fn find(db: impl PgExecutor<'_>, org: OrgId, id: OfferId) -> Result<Offer, Error> {
    let found = sqlx::query_as("SELECT * FROM offers WHERE org_id = $1 AND id = $2")
        .bind(org)
        .bind(id)
        .fetch_optional(db)
        .await?;
    found.ok_or(Error::OfferNotFound)
}

/// The offer, kept from others' changes until the transaction ends.
///
/// # Errors
/// [`Error::OfferNotFound`], or as the database fails.
pub async fn lock(db: impl PgExecutor<'_>, org: OrgId, id: OfferId) -> Result<Offer, Error> {
    let found = sqlx::query_as("SELECT * FROM offers WHERE org_id = $1 AND id = $2 FOR UPDATE")
        .bind(org)
        .bind(id)
        .fetch_optional(db)
        .await?;
    found.ok_or(Error::OfferNotFound)
}

/// Does a thing to a locked offer; its card follows by itself.
///
/// # Errors
/// [`Error::Offer`], or as the database fails.
pub async fn act(tx: &mut Tx, offer: &Offer, action: Action, reason: Option<&str>) -> Result<Offer, Error> {
    let (now, after) = (tx.now(), decide(offer.standing, action)?);
    let changed: Offer = sqlx::query_as(
        "UPDATE offers SET status = $3, awaits = $4, reason = coalesce($5, reason), changes = changes + 1, updated_at = $6
         WHERE org_id = $1 AND id = $2 RETURNING *",
    )
    .bind(offer.org)
    .bind(offer.id)
    .bind(after.status.name())
    .bind(after.awaits.name())
    .bind(reason)
    .bind(now)
    .fetch_one(&mut **tx)
    .await?;
    show::offer_changed(tx, &changed).await?;
    Ok(changed)
}

/// How many offers between a professional and a client can be answered now, whoever of the two spoke last in each. No
/// other first offer of the professional to this client is written until the transaction ends.
///
/// # Errors
/// As the database fails.
pub async fn open_between(tx: &mut Tx, between: &Between) -> Result<i64, Error> {
    let Between { org, client, professional, .. } = *between;
    sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'offers', $1, $2, $3), 0))")
        .bind(org)
        .bind(professional)
        .bind(client)
        .execute(&mut **tx)
        .await?;
    let open = "SELECT count(*) FROM offers
                WHERE org_id = $1 AND professional_id = $2 AND client_id = $3 AND status = 'open' AND expires_at > $4";
    let now = tx.now();
    Ok(sqlx::query_scalar(open).bind(org).bind(professional).bind(client).bind(now).fetch_one(&mut **tx).await?)
}

/// Writes a new offer; its card follows by itself.
///
/// # Errors
/// As the database fails.
pub async fn insert(tx: &mut Tx, offer: &Offer) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO offers (org_id, id, thread_id, version, supersedes, conversation_id, client_id, professional_id, author, awaits,
                             status, gig_id, title, scope, milestones, currency, total, delivery_days, revisions, expires_at,
                             created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $21)",
    )
    .bind(offer.org)
    .bind(offer.id)
    .bind(offer.thread)
    .bind(offer.version)
    .bind(offer.supersedes)
    .bind(offer.conversation.uuid())
    .bind(offer.client)
    .bind(offer.professional)
    .bind(offer.author.name())
    .bind(offer.standing.awaits.name())
    .bind(offer.standing.status.name())
    .bind(offer.gig.map(GigId::uuid))
    .bind(&offer.title)
    .bind(&offer.scope)
    .bind(Json(&offer.parts))
    .bind(offer.currency.code())
    .bind(offer.amount)
    .bind(i32::try_from(offer.delivery_days).unwrap_or(i32::MAX))
    .bind(i32::try_from(offer.revisions).unwrap_or(i32::MAX))
    .bind(offer.expires_at)
    .bind(offer.created_at)
    .execute(&mut **tx)
    .await?;
    show::offer_changed(tx, offer).await
}
