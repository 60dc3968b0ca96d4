//! The payer's second factor: the code 123456 passes, every other fails.

use super::delivery::DELIVER;
use super::store::{self, State};
use super::{ProviderError, Sandbox, lost};

const CODE: &str = "123456";

impl Sandbox {
    /// Answers a challenge; returns the merchant's key of its charge, `None` if
    /// there is no such open challenge. The merchant hears of it by webhook.
    pub async fn answer_challenge(&self, challenge: &str, code: &str) -> Result<Option<String>, ProviderError> {
        let mut tx = self.begin().await?;
        let found = store::locked_by_challenge(&mut tx, challenge).await.map_err(lost)?;
        let Some(mut charge) = found.filter(|charge| charge.state == State::Challenge) else { return Ok(None) };
        if code == CODE {
            charge.state = State::Approved;
        } else {
            charge.state = State::Declined;
            charge.reason = Some("second_factor_failed".into());
        }
        store::save(&mut tx, &charge).await.map_err(lost)?;
        let message = store::write_webhook(&mut tx, &charge).await.map_err(lost)?;
        plaza_jobs::enqueue(&mut tx, DELIVER, &message.event_id).await.map_err(lost)?;
        tx.commit().await.map_err(lost)?;
        Ok(Some(charge.key))
    }
}
