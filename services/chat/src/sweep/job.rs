//! The reconcilers that forget.

use std::sync::Arc;
use std::time::Duration;

use chrono::Duration as Time;
use plaza_core::{Cx, Result};
use plaza_jobs::Reconciler;
use uuid::Uuid;

use crate::app::App;
use crate::error::Error;

const AT_ONCE: i64 = 5_000;

/// Forgets what happened long ago; the messages stay.
pub struct ForgetFrames(pub Arc<App>);

#[async_trait::async_trait]
impl Reconciler for ForgetFrames {
    fn name(&self) -> &'static str {
        "forget_frames"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(3600)
    }

    async fn run(&self, cx: &Cx) -> Result<()> {
        while forget(&self.0, cx).await? == AT_ONCE {}
        Ok(())
    }
}

/// Removes files that no message carries: never sent, or of a deleted one.
pub struct RemoveFiles(pub Arc<App>);

#[async_trait::async_trait]
impl Reconciler for RemoveFiles {
    fn name(&self) -> &'static str {
        "remove_files"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(600)
    }

    async fn run(&self, _: &Cx) -> Result<()> {
        while remove_unsent(&self.0).await? > 0 {}
        Ok(())
    }
}

/// Removes files that no row names: the process died between the two.
pub struct RemoveStrays(pub Arc<App>);

#[async_trait::async_trait]
impl Reconciler for RemoveStrays {
    fn name(&self) -> &'static str {
        "remove_strays"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(24 * 3600)
    }

    async fn run(&self, _: &Cx) -> Result<()> {
        Ok(remove_strays(&self.0).await?)
    }
}

/// The oldest frames go first, and how far is noted with it: who was away for longer is told so.
async fn forget(app: &App, cx: &Cx) -> Result<i64, Error> {
    let before = app.clock.now() - Time::days(i64::from(app.config.feed_days.max(1)));
    let mut tx = app.db.begin(cx).await?;
    let (gone, last): (i64, Option<String>) = sqlx::query_as(
        "WITH oldest AS (
             SELECT org_id, conversation_id, txid, n, at FROM frames ORDER BY frames.txid, n LIMIT $2
         ), gone AS (
             DELETE FROM frames f USING oldest o
             WHERE o.at < $1 AND f.org_id = o.org_id AND f.conversation_id = o.conversation_id AND f.txid = o.txid AND f.n = o.n
             RETURNING f.txid
         )
         SELECT count(*), max(txid)::text FROM gone",
    )
    .bind(before)
    .bind(AT_ONCE)
    .fetch_one(&mut *tx)
    .await?;
    if let Some(last) = last {
        sqlx::query("UPDATE forgotten_frames SET txid = greatest(txid, $1::text::xid8)")
            .bind(last)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    Ok(gone)
}

/// The row goes last: after a crash between the two the file is removed again.
async fn remove_unsent(app: &App) -> Result<usize, Error> {
    let before = app.clock.now() - Time::hours(i64::from(app.config.file_hours.max(1)));
    let ids: Vec<Uuid> = sqlx::query_scalar("SELECT id FROM files WHERE seq IS NULL AND created_at < $1 LIMIT 200")
        .bind(before)
        .fetch_all(app.db.pool())
        .await?;
    for id in &ids {
        // Somebody may send it this moment: then the row is no longer free, and stays.
        let freed = sqlx::query("UPDATE files SET created_at = '-infinity' WHERE id = $1 AND seq IS NULL")
            .bind(id)
            .execute(app.db.pool())
            .await?;
        if freed.rows_affected() == 1 {
            app.files.remove(*id).await?;
            sqlx::query("DELETE FROM files WHERE id = $1 AND seq IS NULL").bind(id).execute(app.db.pool()).await?;
        }
    }
    Ok(ids.len())
}

async fn remove_strays(app: &App) -> Result<(), Error> {
    let before = app.clock.now() - Time::hours(1);
    let old = app.files.older_than(before).await?;
    for some in old.chunks(500) {
        let ids: Vec<Uuid> = some.iter().map(|kept| kept.id).collect();
        let named: Vec<Uuid> =
            sqlx::query_scalar("SELECT id FROM files WHERE id = ANY($1)").bind(&ids).fetch_all(app.db.pool()).await?;
        for id in ids.into_iter().filter(|id| !named.contains(id)) {
            app.files.remove(id).await?;
        }
    }
    Ok(())
}
