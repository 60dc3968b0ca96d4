//! Paying somebody: the account's token says what becomes of it.

use sqlx::FromRow;
use uuid::Uuid;

use super::{PayoutOrder, PayoutOutcome, ProviderError, Sandbox, lost};
use plaza_core::Instant;
use plaza_db::{Result, Tx};

#[derive(FromRow)]
struct Row {
    reference: String,
    state: String,
    reason: Option<String>,
    settles_at: Option<Instant>,
}

/// State, reason, whether the first answer is lost.
fn script(account: &str) -> (&'static str, Option<&'static str>, bool) {
    match account {
        "acct_ok" => ("paid", None, false),
        "acct_closed" => ("refused", Some("account_closed"), false),
        "acct_timeout_paid" => ("paid", None, true),
        "acct_late" => ("pending", None, false),
        _ => ("refused", Some("unknown_account"), false),
    }
}

impl Sandbox {
    /// Pays once per key; later calls tell how that payout stands.
    pub(super) async fn pay(&self, order: &PayoutOrder) -> std::result::Result<PayoutOutcome, ProviderError> {
        let (state, reason, silent) = script(&order.account);
        let mut tx = self.begin().await?;
        let late = (state == "pending").then(|| tx.now() + self.late);
        let fresh = insert(&mut tx, order, state, reason, late).await.map_err(lost)?;
        settle(&mut tx, &order.key).await.map_err(lost)?;
        let row: Row =
            sqlx::query_as("SELECT reference, state, reason, settles_at FROM sandbox_payouts WHERE key = $1")
                .bind(&order.key)
                .fetch_one(&mut *tx)
                .await
                .map_err(lost)?;
        tx.commit().await.map_err(lost)?;
        if fresh && silent {
            return Err(ProviderError::Unknown("the connection timed out".into()));
        }
        Ok(match row.state.as_str() {
            "paid" => PayoutOutcome::Paid { reference: row.reference },
            "pending" if row.settles_at.is_some() => PayoutOutcome::Pending,
            _ => PayoutOutcome::Failed { reason: row.reason.unwrap_or_else(|| "unknown_account".into()) },
        })
    }
}

async fn insert(
    tx: &mut Tx,
    order: &PayoutOrder,
    state: &str,
    reason: Option<&str>,
    late: Option<Instant>,
) -> Result<bool> {
    let now = tx.now();
    let written = sqlx::query(
        "INSERT INTO sandbox_payouts (key, reference, amount, currency, account, state, reason, settles_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (key) DO NOTHING",
    )
    .bind(&order.key)
    .bind(format!("po_{}", Uuid::now_v7().simple()))
    .bind(order.amount.amount)
    .bind(order.amount.currency.code())
    .bind(&order.account)
    .bind(state)
    .bind(reason)
    .bind(late)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// A late one arrives when its time has come.
async fn settle(tx: &mut Tx, key: &str) -> Result<()> {
    let now = tx.now();
    sqlx::query("UPDATE sandbox_payouts SET state = 'paid' WHERE key = $1 AND state = 'pending' AND settles_at <= $2")
        .bind(key)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
