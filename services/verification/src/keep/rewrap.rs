//! The reconciler that brings data keys under the present key. Contents stay as they are.

use std::sync::Arc;
use std::time::Duration;

use plaza_core::{Cx, OrgId, Result};
use plaza_db::Tx;
use plaza_jobs::Reconciler;
use sqlx::FromRow;
use uuid::Uuid;

use crate::app::App;
use crate::error::Error;
use crate::seal::Place;

const AT_ONCE: usize = 100;

/// Seals data keys anew that are under an earlier key.
pub struct Rewrap(pub Arc<App>);

#[derive(FromRow)]
struct Row {
    org_id: OrgId,
    id: Uuid,
    what: String,
    key: Vec<u8>,
}

/// Where sealed keys are: what finds those under another key after an id, and what writes one.
const PLACES: [(&str, &str); 4] = [
    (
        "SELECT org_id, id, kind AS what, sealed_key AS key FROM documents
         WHERE substring(sealed_key FOR 8) <> $1 AND id > $2 ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED",
        "UPDATE documents SET sealed_key = $3 WHERE org_id = $1 AND id = $2",
    ),
    (
        "SELECT org_id, id, 'details' AS what, details_key AS key FROM cases
         WHERE substring(details_key FOR 8) <> $1 AND id > $2 ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED",
        "UPDATE cases SET details_key = $3 WHERE org_id = $1 AND id = $2",
    ),
    (
        "SELECT org_id, id, 'details' AS what, approved_details_key AS key FROM cases
         WHERE substring(approved_details_key FOR 8) <> $1 AND id > $2 ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED",
        "UPDATE cases SET approved_details_key = $3 WHERE org_id = $1 AND id = $2",
    ),
    (
        "SELECT org_id, id, 'note' AS what, note_key AS key FROM cases
         WHERE substring(note_key FOR 8) <> $1 AND id > $2 ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED",
        "UPDATE cases SET note_key = $3 WHERE org_id = $1 AND id = $2",
    ),
];

#[async_trait::async_trait]
impl Reconciler for Rewrap {
    fn name(&self) -> &'static str {
        "rewrap"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(600)
    }

    async fn run(&self, cx: &Cx) -> Result<()> {
        for (find, write) in PLACES {
            let mut after = Some(Uuid::nil());
            while let Some(last) = after {
                after = pass(&self.0, cx, find, write, last).await?;
            }
        }
        Ok(())
    }
}

/// Seals one batch anew; answers the last id when there may be more.
async fn pass(app: &App, cx: &Cx, find: &'static str, write: &'static str, after: Uuid) -> Result<Option<Uuid>, Error> {
    let mut tx = app.db.begin(cx).await?;
    let rows: Vec<Row> = sqlx::query_as(find)
        .bind(app.ring.present())
        .bind(after)
        .bind(i64::try_from(AT_ONCE).unwrap_or(100))
        .fetch_all(&mut *tx)
        .await?;
    for row in &rows {
        one(app, &mut tx, write, row).await?;
    }
    tx.commit().await?;
    Ok(rows.last().filter(|_| rows.len() == AT_ONCE).map(|row| row.id))
}

async fn one(app: &App, tx: &mut Tx, write: &'static str, row: &Row) -> Result<(), Error> {
    let place = Place { org: row.org_id, id: row.id, what: &row.what };
    match app.ring.rewrap(place, &row.key) {
        Ok(key) => {
            sqlx::query(write).bind(row.org_id).bind(row.id).bind(key).execute(&mut **tx).await?;
        }
        // Left as it is: perhaps its key is configured again tomorrow.
        Err(error) => tracing::error!(%error, id = %row.id, what = row.what, "a data key cannot be sealed anew"),
    }
    Ok(())
}
