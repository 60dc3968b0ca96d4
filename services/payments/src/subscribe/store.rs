use plaza_core::{Instant, OrgId, UserId};
use plaza_db::{Result, Tx};
use plaza_payments_api::{PlanId, SubscriptionId};
use sqlx::postgres::PgRow;
use sqlx::{FromRow, PgPool, Row};

use crate::domain::period::Period;
use crate::record::unreadable;

/// Where a subscription is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubscriptionStatus {
    /// The first payment is under way.
    Incomplete,
    /// Paid for the present period.
    Active,
    /// A renewal was declined and is tried again.
    PastDue,
    /// No more renewals; good until what was paid is over.
    Cancelled,
    /// Never paid, or declined too often.
    Ended,
}

impl SubscriptionStatus {
    const ALL: [Self; 5] = [Self::Incomplete, Self::Active, Self::PastDue, Self::Cancelled, Self::Ended];

    /// The state's name in tables and on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Incomplete => "incomplete",
            Self::Active => "active",
            Self::PastDue => "past_due",
            Self::Cancelled => "cancelled",
            Self::Ended => "ended",
        }
    }
}

/// A subscription as its row holds it, with the period of its plan.
#[derive(Debug, Clone)]
pub struct Subscription {
    /// Its organisation.
    pub org: OrgId,
    /// Its id.
    pub id: SubscriptionId,
    /// To what.
    pub plan: PlanId,
    /// Whose.
    pub user: UserId,
    /// Where it is in its life.
    pub status: SubscriptionStatus,
    /// The payer's token at the provider.
    pub token: String,
    /// Where periods count from.
    pub anchor: Instant,
    /// Periods paid so far.
    pub paid_periods: i32,
    /// Good until then.
    pub paid_until: Option<Instant>,
    /// Attempts to pay the next period.
    pub attempts: i32,
    /// When the next period is to be paid.
    pub due_at: Option<Instant>,
    /// Length of a period.
    pub period: Period,
    /// When it was made.
    pub created_at: Instant,
}

impl Subscription {
    /// Key of the charge for the next period: a declined attempt is followed by one of its own.
    pub fn charge_key(&self) -> String {
        format!("subscription/{}/{}/{}", self.id, self.paid_periods, self.attempts)
    }
}

impl<'r> FromRow<'r, PgRow> for Subscription {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        let status: String = row.try_get("status")?;
        let known = SubscriptionStatus::ALL.into_iter().find(|known| known.name() == status);
        Ok(Self {
            org: row.try_get("org_id")?,
            id: row.try_get("id")?,
            plan: row.try_get("plan_id")?,
            user: row.try_get("user_id")?,
            status: known.ok_or_else(|| unreadable("status", &status))?,
            token: row.try_get("token")?,
            anchor: row.try_get("anchor")?,
            paid_periods: row.try_get("paid_periods")?,
            paid_until: row.try_get("paid_until")?,
            attempts: row.try_get("attempts")?,
            due_at: row.try_get("due_at")?,
            period: row.try_get("period")?,
            created_at: row.try_get("created_at")?,
        })
    }
}

/// Writes an incomplete subscription; false if the person has an open one to this plan.
pub async fn insert(
    tx: &mut Tx,
    org: OrgId,
    id: SubscriptionId,
    plan: PlanId,
    user: UserId,
    token: &str,
) -> Result<bool> {
    let now = tx.now();
    let written = sqlx::query(
        "INSERT INTO subscriptions (org_id, id, plan_id, user_id, status, token, anchor, created_at)
         VALUES ($1, $2, $3, $4, 'incomplete', $5, $6, $6) ON CONFLICT DO NOTHING",
    )
    .bind(org)
    .bind(id)
    .bind(plan)
    .bind(user)
    .bind(token)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// A subscription of an organisation.
pub async fn find(pool: &PgPool, org: OrgId, id: SubscriptionId) -> Result<Option<Subscription>> {
    let row = sqlx::query_as("SELECT s.*, p.period FROM subscriptions s JOIN plans p ON p.org_id = s.org_id AND p.id = s.plan_id WHERE s.org_id = $1 AND s.id = $2")
        .bind(org)
        .bind(id)
        .fetch_optional(pool)
        .await?;
    Ok(row)
}

/// A subscription, locked until the transaction ends.
pub async fn locked(tx: &mut Tx, org: OrgId, id: SubscriptionId) -> Result<Option<Subscription>> {
    let row = sqlx::query_as(
        "SELECT s.*, p.period FROM subscriptions s JOIN plans p ON p.org_id = s.org_id AND p.id = s.plan_id WHERE s.org_id = $1 AND s.id = $2 FOR UPDATE OF s",
    )
    .bind(org)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row)
}

/// Writes a locked subscription's new state.
pub async fn save(tx: &mut Tx, subscription: &Subscription) -> Result<()> {
    let cancelled = (subscription.status == SubscriptionStatus::Cancelled).then_some(tx.now());
    sqlx::query(
        "UPDATE subscriptions SET status = $3, paid_periods = $4, paid_until = $5, attempts = $6, due_at = $7, cancelled_at = COALESCE(cancelled_at, $8)
         WHERE org_id = $1 AND id = $2",
    )
    .bind(subscription.org)
    .bind(subscription.id)
    .bind(subscription.status.name())
    .bind(subscription.paid_periods)
    .bind(subscription.paid_until)
    .bind(subscription.attempts)
    .bind(subscription.due_at)
    .bind(cancelled)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Subscriptions whose next period is to be paid, of every organisation.
pub async fn due(pool: &PgPool, now: Instant) -> Result<Vec<Subscription>> {
    let rows = sqlx::query_as(
        "SELECT s.*, p.period FROM subscriptions s JOIN plans p ON p.org_id = s.org_id AND p.id = s.plan_id
         WHERE s.status IN ('active', 'past_due') AND s.due_at <= $1 ORDER BY s.due_at LIMIT 100",
    )
    .bind(now)
    .fetch_all(pool)
    .await?;
    Ok(rows)
}

/// Subscriptions of an organisation, or of one person in it, the last made first.
pub async fn list(
    pool: &PgPool,
    org: OrgId,
    user: Option<UserId>,
    before: Option<uuid::Uuid>,
    limit: usize,
) -> Result<Vec<Subscription>> {
    let rows = sqlx::query_as(
        "SELECT s.*, p.period FROM subscriptions s JOIN plans p ON p.org_id = s.org_id AND p.id = s.plan_id
         WHERE s.org_id = $1 AND ($2::uuid IS NULL OR s.user_id = $2) AND ($3::uuid IS NULL OR s.id < $3) ORDER BY s.id DESC LIMIT $4",
    )
    .bind(org)
    .bind(user)
    .bind(before)
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(pool)
    .await?;
    Ok(rows)
}
