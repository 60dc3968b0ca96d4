use plaza_core::{Envelope, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_reviews_api::events::LevelChanged as Changed;

use super::{done, take};
use crate::error::Error;

/// Keeps professionals' levels, badges and how fast they answer.
pub struct LevelChanged;

#[async_trait::async_trait]
impl Handler for LevelChanged {
    fn name(&self) -> &'static str {
        "level_changed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &["reviews.level.changed.v1"]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let facts: Changed = event.data()?;
        let Some(org) = event.orgid else { return Ok(()) };
        take(tx, org, facts.user_id).await?;
        let changed = sqlx::query(
            "UPDATE standings SET level = $3, badges = $4, completed = $5, response_minutes = $6, level_at = $7
             WHERE org_id = $1 AND user_id = $2 AND (level_at IS NULL OR level_at <= $7)",
        )
        .bind(org)
        .bind(facts.user_id)
        .bind(i16::from(facts.level))
        .bind(&facts.badges)
        .bind(facts.completed)
        .bind(facts.response_minutes)
        .bind(facts.timestamp)
        .execute(&mut **tx)
        .await
        .map_err(Error::from)?;
        Ok(done(tx, org, facts.user_id, changed.rows_affected()).await?)
    }
}
