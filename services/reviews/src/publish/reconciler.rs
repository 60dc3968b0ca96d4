use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use plaza_core::{Cx, Fault, Instant, OrgId};
use plaza_jobs::Reconciler;

use crate::app::App;
use crate::error::Result;
use crate::record::Review;

/// Shows what was written by one side only, once the other's time is over.
pub struct PublishDue(pub Arc<App>);

impl PublishDue {
    async fn of(&self, org: OrgId, opened_before: Instant) -> Result<usize> {
        let cx = Cx::service("reviews", Some(org));
        let mut tx = self.0.db.begin(&cx).await?;
        let due: Vec<Review> = sqlx::query_as(
            "SELECT r.* FROM reviews r JOIN chances c ON c.org_id = r.org_id AND c.reference = r.reference AND c.author = r.author
             WHERE r.org_id = $1 AND r.status = 'hidden' AND c.opened_at <= $2
             ORDER BY r.id LIMIT 100 FOR UPDATE OF r SKIP LOCKED",
        )
        .bind(org)
        .bind(opened_before)
        .fetch_all(&mut *tx)
        .await?;
        let count = due.len();
        for mut review in due {
            super::publish(&mut tx, &mut review).await?;
        }
        tx.commit().await?;
        Ok(count)
    }
}

#[async_trait]
impl Reconciler for PublishDue {
    fn name(&self) -> &'static str {
        "publish reviews"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(60)
    }

    async fn run(&self, _: &Cx) -> std::result::Result<(), Fault> {
        let app = &self.0;
        let orgs: Vec<OrgId> = sqlx::query_scalar("SELECT DISTINCT org_id FROM reviews WHERE status = 'hidden'")
            .fetch_all(app.db.pool())
            .await
            .map_err(plaza_db::Error::from)?;
        for org in orgs {
            let before = app.clock.now() - app.window(org).await?;
            while self.of(org, before).await? == 100 {}
        }
        Ok(())
    }
}
