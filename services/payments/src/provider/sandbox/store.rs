use plaza_core::Instant;
use plaza_db::{Result, Tx};
use sqlx::PgPool;
use uuid::Uuid;

use super::message::Message;
use super::{Answer, ChargeOrder, RefundOrder};

/// Where a charge stands in the sandbox's books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum State {
    /// Collected.
    Approved,
    /// Refused.
    Declined,
    /// Waits for the payer's proof.
    Challenge,
    /// Settles later.
    Pending,
    /// Given up.
    Cancelled,
}

/// A charge in the sandbox's books.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Charge {
    /// The merchant's key.
    pub key: String,
    /// The sandbox's name for it.
    pub reference: String,
    /// Minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
    /// Where it stands.
    pub state: State,
    /// Why it was refused.
    pub reason: Option<String>,
    /// Names the challenge to the payer.
    pub challenge: Option<String>,
    /// Given back, minor units.
    pub refunded: i64,
}

impl Charge {
    /// As the merchant is told.
    pub fn answer(&self) -> Answer {
        Answer { reference: self.reference.clone(), outcome: super::outcome(self) }
    }
}

/// Writes a new charge; `None` if the key has one.
pub async fn insert(
    tx: &mut Tx,
    order: &ChargeOrder,
    state: State,
    reason: Option<&str>,
    challenge: Option<&str>,
) -> Result<Option<Charge>> {
    let now = tx.now();
    let row = sqlx::query_as(
        "INSERT INTO sandbox_charges (key, reference, amount, currency, token, state, reason, challenge, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (key) DO NOTHING RETURNING *",
    )
    .bind(&order.key)
    .bind(format!("ch_{}", Uuid::now_v7().simple()))
    .bind(order.amount.amount)
    .bind(order.amount.currency.code())
    .bind(&order.token)
    .bind(state)
    .bind(reason)
    .bind(challenge)
    .bind(now)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row)
}

/// A charge by its key.
pub async fn by_key(pool: &PgPool, key: &str) -> Result<Option<Charge>> {
    Ok(sqlx::query_as("SELECT * FROM sandbox_charges WHERE key = $1").bind(key).fetch_optional(pool).await?)
}

/// A charge by its key, locked.
pub async fn locked(tx: &mut Tx, key: &str) -> Result<Option<Charge>> {
    Ok(sqlx::query_as("SELECT * FROM sandbox_charges WHERE key = $1 FOR UPDATE")
        .bind(key)
        .fetch_optional(&mut **tx)
        .await?)
}

/// A charge by its challenge, locked.
pub async fn locked_by_challenge(tx: &mut Tx, challenge: &str) -> Result<Option<Charge>> {
    Ok(sqlx::query_as("SELECT * FROM sandbox_charges WHERE challenge = $1 FOR UPDATE")
        .bind(challenge)
        .fetch_optional(&mut **tx)
        .await?)
}

/// Writes a locked charge's new state.
pub async fn save(tx: &mut Tx, charge: &Charge) -> Result<()> {
    sqlx::query("UPDATE sandbox_charges SET state = $2, reason = $3 WHERE key = $1")
        .bind(&charge.key)
        .bind(charge.state)
        .bind(&charge.reason)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The reference of a refund that was made under this key.
pub async fn refund_by_key(tx: &mut Tx, key: &str) -> Result<Option<String>> {
    Ok(sqlx::query_scalar("SELECT reference FROM sandbox_refunds WHERE key = $1")
        .bind(key)
        .fetch_optional(&mut **tx)
        .await?)
}

/// Writes a refund of a locked charge.
pub async fn write_refund(tx: &mut Tx, order: &RefundOrder) -> Result<String> {
    let now = tx.now();
    let reference = format!("re_{}", Uuid::now_v7().simple());
    sqlx::query(
        "INSERT INTO sandbox_refunds (key, charge_key, reference, amount, created_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(&order.key)
    .bind(&order.charge_key)
    .bind(&reference)
    .bind(order.amount.amount)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    sqlx::query("UPDATE sandbox_charges SET refunded = refunded + $2 WHERE key = $1")
        .bind(&order.charge_key)
        .bind(order.amount.amount)
        .execute(&mut **tx)
        .await?;
    Ok(reference)
}

/// Writes what the merchant will be told of a charge.
pub async fn write_webhook(tx: &mut Tx, charge: &Charge) -> Result<Message> {
    let (now, message) = (tx.now(), Message::about(charge));
    sqlx::query(
        "INSERT INTO sandbox_webhooks (event_id, charge_key, kind, body, created_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(&message.event_id)
    .bind(&charge.key)
    .bind(message.kind)
    .bind(&message.body)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(message)
}

/// The body of a webhook.
pub async fn webhook(pool: &PgPool, event_id: &str) -> Result<Option<Message>> {
    let body: Option<String> = sqlx::query_scalar("SELECT body FROM sandbox_webhooks WHERE event_id = $1")
        .bind(event_id)
        .fetch_optional(pool)
        .await?;
    Ok(body.map(|body| Message { event_id: event_id.to_owned(), kind: "", body }))
}

/// Notes that a webhook was taken.
pub async fn told(pool: &PgPool, event_id: &str, at: Instant) -> Result<()> {
    sqlx::query("UPDATE sandbox_webhooks SET told_at = COALESCE(told_at, $2) WHERE event_id = $1")
        .bind(event_id)
        .bind(at)
        .execute(pool)
        .await?;
    Ok(())
}
