use plaza_core::{Currency, Instant, Money, OrgId, UserId};
use sqlx::postgres::PgRow;
use sqlx::{FromRow, Row};
use uuid::Uuid;

use crate::record::{parsed, unreadable};

/// How far a payout is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PayoutStatus {
    /// The provider is asked.
    Pending,
    /// It arrived.
    Completed,
    /// It did not; the money is the payee's still.
    Failed,
}

impl PayoutStatus {
    const ALL: [Self; 3] = [Self::Pending, Self::Completed, Self::Failed];

    /// The state's name in tables and on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Completed => "completed",
            Self::Failed => "failed",
        }
    }
}

/// A payout as its row holds it.
#[derive(Debug, Clone)]
pub struct Payout {
    /// Its organisation.
    pub org: OrgId,
    /// Its id; also our key at the provider.
    pub id: Uuid,
    /// To whom.
    pub payee: UserId,
    /// How much.
    pub amount: Money,
    /// The account it goes to.
    pub token: String,
    /// How far it is.
    pub status: PayoutStatus,
    /// Why it failed, as a stable code.
    pub failure: Option<String>,
    /// When it was asked for.
    pub created_at: Instant,
    /// When it arrived.
    pub completed_at: Option<Instant>,
}

impl<'r> FromRow<'r, PgRow> for Payout {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        let currency: Currency = parsed(row, "currency")?;
        let status: String = row.try_get("status")?;
        let known = PayoutStatus::ALL.into_iter().find(|known| known.name() == status);
        Ok(Self {
            org: row.try_get("org_id")?,
            id: row.try_get("id")?,
            payee: row.try_get("payee")?,
            amount: Money::new(row.try_get("amount")?, currency),
            token: row.try_get("token")?,
            status: known.ok_or_else(|| unreadable("status", &status))?,
            failure: row.try_get("failure")?,
            created_at: row.try_get("created_at")?,
            completed_at: row.try_get("completed_at")?,
        })
    }
}
