//! An order as it is stored.

use plaza_chat_api::ConversationId;
use plaza_core::{Actor as Caller, Currency, Cx, Instant, Money, OrgId, UserId};
use plaza_gigs_api::GigId;
use plaza_orders_api::{OfferId, OrderId, OrderStatus};
use plaza_payments_api::{NextAction, PaymentId};
use sqlx::postgres::PgRow;
use sqlx::types::Json;
use sqlx::{FromRow, PgExecutor, Row};

use crate::domain::purchase::{OrderAnswer, OrderLine};
use crate::domain::side::{Actor, Side};
use crate::domain::work::{Milestone, Work};
use crate::error::Error;

/// An order, one row of `orders`.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// The organisation.
    pub org: OrgId,
    /// Its id.
    pub id: OrderId,
    /// Who pays.
    pub client: UserId,
    /// Who works.
    pub professional: UserId,
    /// The offer it came from.
    pub offer: Option<OfferId>,
    /// The gig it is of.
    pub gig: Option<GigId>,
    /// Where the two talk.
    pub conversation: Option<ConversationId>,
    /// What for, in a line.
    pub title: String,
    /// What is done and what is not.
    pub scope: String,
    /// What is paid for.
    pub lines: Vec<OrderLine>,
    /// What the seller wanted to know.
    pub answers: Vec<OrderAnswer>,
    /// The currency of all its amounts.
    pub currency: Currency,
    /// The platform's part of what is released, as it was when it was agreed.
    pub commission_basis_points: u32,
    /// What its decisions look at.
    pub work: Work,
    /// When the money was held.
    pub funded_at: Option<Instant>,
    /// When it was completed.
    pub completed_at: Option<Instant>,
    /// Its payment.
    pub payment_id: Option<PaymentId>,
    /// Where the payment stands.
    pub payment_status: Option<String>,
    /// What the payer has to do next.
    pub next_action: Option<NextAction>,
    /// What keeps the payment from being tried, as a code.
    pub payment_problem: Option<String>,
    /// Why it was given up, as a code.
    pub reason: Option<String>,
    /// Counts its changes, from 1.
    pub version: i32,
    /// Whether its card is in the conversation.
    pub card_posted: bool,
    /// When it was made.
    pub created_at: Instant,
}

impl Order {
    /// An amount in the order's currency.
    pub const fn money(&self, amount: i64) -> Money {
        Money::new(amount, self.currency)
    }

    /// What it costs.
    pub const fn total(&self) -> Money {
        self.money(self.work.total)
    }

    /// The side somebody is on, if on one.
    pub fn side_of(&self, user: UserId) -> Option<Side> {
        if user == self.client {
            Some(Side::Client)
        } else if user == self.professional {
            Some(Side::Professional)
        } else {
            None
        }
    }

    /// As whom the context acts on it. To anybody else the order is not there.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn actor(&self, cx: &Cx) -> Result<Actor, Error> {
        match &cx.actor {
            Caller::User { id, .. } => match self.side_of(*id) {
                Some(side) => Ok(Actor::Party(side)),
                None if cx.roles.operates() => Ok(Actor::Operator),
                None => Err(Error::NotFound),
            },
            Caller::Service { .. } => Ok(Actor::Itself),
            Caller::Anonymous => Err(Error::NotFound),
        }
    }
}

impl<'r> FromRow<'r, PgRow> for Order {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        let Json(lines): Json<Vec<OrderLine>> = row.try_get("lines")?;
        let Json(answers): Json<Vec<OrderAnswer>> = row.try_get("answers")?;
        let next_action: Option<Json<NextAction>> = row.try_get("next_action")?;
        Ok(Self {
            org: row.try_get("org_id")?,
            id: row.try_get("id")?,
            client: row.try_get("client_id")?,
            professional: row.try_get("professional_id")?,
            offer: row.try_get("offer_id")?,
            gig: row.try_get("gig_id")?,
            conversation: row.try_get("conversation_id")?,
            title: row.try_get("title")?,
            scope: row.try_get("scope")?,
            lines,
            answers,
            currency: read(row, "currency", |text| text.parse().ok())?,
            commission_basis_points: count(row, "commission_basis_points")?,
            work: work(row)?,
            funded_at: row.try_get("funded_at")?,
            completed_at: row.try_get("completed_at")?,
            payment_id: row.try_get("payment_id")?,
            payment_status: row.try_get("payment_status")?,
            next_action: next_action.map(|Json(action)| action),
            payment_problem: row.try_get("payment_problem")?,
            reason: row.try_get("reason")?,
            version: row.try_get("version")?,
            card_posted: row.try_get("card_posted")?,
            created_at: row.try_get("created_at")?,
        })
    }
}

fn work(row: &PgRow) -> Result<Work, sqlx::Error> {
    let Json(milestones): Json<Vec<Milestone>> = row.try_get("milestones")?;
    let cancellation: Option<String> = row.try_get("cancellation")?;
    let extension: Option<i32> = row.try_get("extension_days")?;
    Ok(Work {
        status: read(row, "status", OrderStatus::from_name)?,
        total: row.try_get("total")?,
        released: row.try_get("released")?,
        refunded: row.try_get("refunded")?,
        paid_out: row.try_get("paid_out")?,
        milestones,
        revisions: count(row, "revisions")?,
        revisions_used: count(row, "revisions_used")?,
        extension: extension.and_then(|days| u32::try_from(days).ok()),
        cancellation: cancellation.as_deref().and_then(Side::from_name),
        due_at: row.try_get("due_at")?,
        completes_at: row.try_get("completes_at")?,
        noticed_at: row.try_get("noticed_at")?,
        silence_days: count(row, "silence_days")?,
    })
}

/// A text of a column as what it names.
pub(crate) fn read<T>(row: &PgRow, column: &str, named: impl Fn(&str) -> Option<T>) -> Result<T, sqlx::Error> {
    let text: String = row.try_get(column)?;
    named(&text).ok_or_else(|| sqlx::Error::ColumnDecode {
        index: column.to_owned(),
        source: format!("'{text}' is none we know").into(),
    })
}

/// A number of a column that is never below zero.
pub(crate) fn count(row: &PgRow, column: &str) -> Result<u32, sqlx::Error> {
    let number: i32 = row.try_get(column)?;
    u32::try_from(number).map_err(|error| sqlx::Error::ColumnDecode { index: column.to_owned(), source: error.into() })
}

/// The order of an organisation, or 404: another organisation's looks the same as none.
///
/// # Errors
/// [`Error::NotFound`], or as the database fails.
pub async fn find(db: impl PgExecutor<'_>, org: OrgId, id: OrderId) -> Result<Order, Error> {
    let found = sqlx::query_as("SELECT * FROM orders WHERE org_id = $1 AND id = $2")
        .bind(org)
        .bind(id)
        .fetch_optional(db)
        .await?;
    found.ok_or(Error::NotFound)
}

/// The order, kept from others' changes until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`], or as the database fails.
pub async fn lock(db: impl PgExecutor<'_>, org: OrgId, id: OrderId) -> Result<Order, Error> {
    let found = sqlx::query_as("SELECT * FROM orders WHERE org_id = $1 AND id = $2 FOR UPDATE")
        .bind(org)
        .bind(id)
        .fetch_optional(db)
        .await?;
    found.ok_or(Error::NotFound)
}
