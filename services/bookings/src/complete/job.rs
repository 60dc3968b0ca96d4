//! The reconciler of what is over.

use std::time::Duration;

use plaza_core::{Cx, OrgId, Result};
use plaza_jobs::Reconciler;

use crate::app::App;
use crate::error::Error;
use crate::facts;
use crate::pay::release;
use crate::record::Booking;

const AT_ONCE: i64 = 200;

/// Completes confirmed bookings whose time is over.
pub struct CompletePast(pub App);

#[async_trait::async_trait]
impl Reconciler for CompletePast {
    fn name(&self) -> &'static str {
        "complete_past"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(60)
    }

    async fn run(&self, cx: &Cx) -> Result<()> {
        for org in due(&self.0).await? {
            let cx = Cx { org: Some(org), ..cx.clone() };
            while pass(&self.0, &cx).await? == AT_ONCE {}
        }
        Ok(())
    }
}

async fn due(app: &App) -> Result<Vec<OrgId>, Error> {
    let sql = "SELECT DISTINCT org_id FROM bookings WHERE state = 'confirmed' AND ends_at <= $1";
    Ok(sqlx::query_scalar(sql).bind(app.clock.now()).fetch_all(app.db.pool()).await?)
}

/// Completes one batch of the context's organisation, to which what is ordered with it belongs; returns how many.
///
/// # Errors
/// As the database fails.
pub async fn pass(app: &App, cx: &Cx) -> Result<i64, Error> {
    let mut tx = app.db.begin(cx).await?;
    let (now, actor) = (tx.now(), tx.actor().to_owned());
    let done: Vec<Booking> = sqlx::query_as(
        "WITH due AS (
             SELECT org_id, id FROM bookings WHERE org_id = $4 AND state = 'confirmed' AND ends_at <= $1 ORDER BY ends_at LIMIT $2 FOR UPDATE SKIP LOCKED
         ), done AS (
             UPDATE bookings b SET state = 'completed', version = version + 1, updated_at = $1
             FROM due WHERE b.org_id = due.org_id AND b.id = due.id RETURNING b.*
         ), history AS (
             INSERT INTO booking_history (org_id, booking_id, version, from_state, to_state, at, actor)
             SELECT org_id, id, version, 'confirmed', 'completed', $1, $3 FROM done
         )
         SELECT * FROM done",
    )
    .bind(now)
    .bind(AT_ONCE)
    .bind(actor)
    .bind(cx.org()?)
    .fetch_all(&mut *tx)
    .await?;
    for booking in &done {
        release::order(&mut tx, booking).await?;
        facts::announce(&mut tx, booking);
    }
    tx.commit().await?;
    Ok(i64::try_from(done.len()).unwrap_or(AT_ONCE))
}
