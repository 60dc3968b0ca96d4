use plaza_core::{Currency, Instant, Money, OrgId, UserId};
use plaza_db::{Result, Tx};
use plaza_payments_api::events::PayoutPart;
use sqlx::PgPool;
use uuid::Uuid;

use super::record::{Payout, PayoutStatus};
use crate::escrow::record::Released;

/// Everything that is somebody's and in no payout, locked, in one currency.
pub async fn unpaid(tx: &mut Tx, org: OrgId, payee: UserId, currency: Currency) -> Result<Vec<Released>> {
    Ok(sqlx::query_as(
        "SELECT * FROM releases WHERE org_id = $1 AND payee = $2 AND currency = $3 AND payout_id IS NULL ORDER BY id FOR UPDATE",
    )
    .bind(org)
    .bind(payee)
    .bind(currency.code())
    .fetch_all(&mut **tx)
    .await?)
}

/// The currencies in which somebody has something that is in no payout.
pub async fn currencies(pool: &PgPool, org: OrgId, payee: UserId) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(
        "SELECT DISTINCT currency FROM releases WHERE org_id = $1 AND payee = $2 AND payout_id IS NULL ORDER BY currency",
    )
    .bind(org)
    .bind(payee)
    .fetch_all(pool)
    .await?)
}

/// Writes a payout down with its releases; `None` when one is under way already.
pub async fn insert(
    tx: &mut Tx,
    org: OrgId,
    payee: UserId,
    amount: Money,
    token: &str,
    of: &[Released],
) -> Result<Option<Payout>> {
    let (now, actor) = (tx.now(), tx.actor().to_owned());
    let payout: Option<Payout> = sqlx::query_as(
        "INSERT INTO payouts (org_id, id, payee, amount, currency, token, status, asked_by, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'pending', $7, $8, $8)
         ON CONFLICT (org_id, payee, currency) WHERE status = 'pending' DO NOTHING RETURNING *",
    )
    .bind(org)
    .bind(Uuid::now_v7())
    .bind(payee)
    .bind(amount.amount)
    .bind(amount.currency.code())
    .bind(token)
    .bind(actor)
    .bind(now)
    .fetch_optional(&mut **tx)
    .await?;
    let Some(payout) = payout else { return Ok(None) };
    sqlx::query("UPDATE releases SET payout_id = $2 WHERE org_id = $1 AND id = ANY($3)")
        .bind(org)
        .bind(payout.id)
        .bind(of.iter().map(|release| release.id).collect::<Vec<_>>())
        .execute(&mut **tx)
        .await?;
    Ok(Some(payout))
}

/// Writes down, as completed, that of a release nothing is left to pay out.
pub async fn settle_nothing(tx: &mut Tx, release: &Released) -> Result<Payout> {
    let (now, actor) = (tx.now(), tx.actor().to_owned());
    let payout: Payout = sqlx::query_as(
        "INSERT INTO payouts (org_id, id, payee, amount, currency, token, status, asked_by, created_at, updated_at, completed_at)
         VALUES ($1, $2, $3, 0, $4, '', 'completed', $5, $6, $6, $6) RETURNING *",
    )
    .bind(release.org)
    .bind(Uuid::now_v7())
    .bind(release.payee)
    .bind(release.amount.currency.code())
    .bind(actor)
    .bind(now)
    .fetch_one(&mut **tx)
    .await?;
    sqlx::query("UPDATE releases SET payout_id = $2 WHERE org_id = $1 AND id = $3")
        .bind(release.org)
        .bind(payout.id)
        .bind(release.id)
        .execute(&mut **tx)
        .await?;
    Ok(payout)
}

/// Releases of which nothing is left to pay out and that wait all the same, of every organisation.
pub async fn of_nothing(tx: &mut Tx) -> Result<Vec<Released>> {
    Ok(sqlx::query_as(
        "SELECT * FROM releases WHERE payout_id IS NULL AND amount = commission ORDER BY created_at LIMIT 100 FOR UPDATE SKIP LOCKED",
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// Ends a pending payout; false if it had ended before.
pub async fn end(
    tx: &mut Tx,
    payout: &Payout,
    status: PayoutStatus,
    reference: Option<&str>,
    failure: Option<&str>,
) -> Result<bool> {
    let now = tx.now();
    let ended = sqlx::query(
        "UPDATE payouts SET status = $3, provider_ref = $4, failure = $5, updated_at = $6,
                completed_at = CASE WHEN $3 = 'completed' THEN $6 END
         WHERE org_id = $1 AND id = $2 AND status = 'pending'",
    )
    .bind(payout.org)
    .bind(payout.id)
    .bind(status.name())
    .bind(reference)
    .bind(failure)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(ended.rows_affected() == 1)
}

/// Frees what a failed payout held, and stops paying to its account by itself.
pub async fn free(tx: &mut Tx, payout: &Payout, failure: &str) -> Result<()> {
    sqlx::query("UPDATE releases SET payout_id = NULL WHERE org_id = $1 AND payout_id = $2")
        .bind(payout.org)
        .bind(payout.id)
        .execute(&mut **tx)
        .await?;
    sqlx::query("UPDATE payout_accounts SET failure = $4 WHERE org_id = $1 AND user_id = $2 AND token = $3")
        .bind(payout.org)
        .bind(payout.payee)
        .bind(&payout.token)
        .bind(failure)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What a payout settles, order by order.
pub async fn parts(tx: &mut Tx, payout: &Payout) -> Result<Vec<PayoutPart>> {
    let rows: Vec<(Uuid, i64, i64)> = sqlx::query_as(
        "SELECT reference, sum(amount)::bigint, sum(amount - commission)::bigint FROM releases
         WHERE org_id = $1 AND payout_id = $2 GROUP BY reference ORDER BY reference",
    )
    .bind(payout.org)
    .bind(payout.id)
    .fetch_all(&mut **tx)
    .await?;
    let money = |amount| Money::new(amount, payout.amount.currency);
    let part =
        |(reference, released, amount)| PayoutPart { reference, released: money(released), amount: money(amount) };
    Ok(rows.into_iter().map(part).collect())
}

/// A payout as it stands.
pub async fn find(pool: &PgPool, org: OrgId, id: Uuid) -> Result<Option<Payout>> {
    Ok(sqlx::query_as("SELECT * FROM payouts WHERE org_id = $1 AND id = $2")
        .bind(org)
        .bind(id)
        .fetch_optional(pool)
        .await?)
}

/// Payouts, the last first: somebody's, or everybody's.
pub async fn list(
    pool: &PgPool,
    org: OrgId,
    payee: Option<UserId>,
    before: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Payout>> {
    Ok(sqlx::query_as(
        "SELECT * FROM payouts WHERE org_id = $1 AND ($2::uuid IS NULL OR payee = $2) AND ($3::uuid IS NULL OR id < $3)
         ORDER BY id DESC LIMIT $4",
    )
    .bind(org)
    .bind(payee)
    .bind(before)
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(pool)
    .await?)
}

/// Payouts without an end since `before`, of every organisation.
pub async fn silent(pool: &PgPool, before: Instant) -> Result<Vec<Payout>> {
    Ok(sqlx::query_as(
        "SELECT * FROM payouts WHERE status = 'pending' AND updated_at < $1 ORDER BY updated_at LIMIT 100",
    )
    .bind(before)
    .fetch_all(pool)
    .await?)
}

/// Puts a payout at the end of the queue of those to look up.
pub async fn looked_up(pool: &PgPool, payout: &Payout, now: Instant) -> Result<()> {
    sqlx::query("UPDATE payouts SET updated_at = $3 WHERE org_id = $1 AND id = $2")
        .bind(payout.org)
        .bind(payout.id)
        .bind(now)
        .execute(pool)
        .await?;
    Ok(())
}

/// Who has a working account and something to be paid: organisation, person, currency, since when.
pub async fn waiting(pool: &PgPool) -> Result<Vec<(OrgId, UserId, String, Instant)>> {
    Ok(sqlx::query_as(
        "SELECT r.org_id, r.payee, r.currency, min(r.created_at) FROM releases r
         JOIN payout_accounts a ON a.org_id = r.org_id AND a.user_id = r.payee AND a.failure IS NULL
         WHERE r.payout_id IS NULL AND r.amount > r.commission
           AND NOT EXISTS (SELECT FROM payouts o WHERE o.org_id = r.org_id AND o.payee = r.payee AND o.currency = r.currency AND o.status = 'pending')
         GROUP BY r.org_id, r.payee, r.currency ORDER BY min(r.created_at) LIMIT 200",
    )
    .fetch_all(pool)
    .await?)
}
