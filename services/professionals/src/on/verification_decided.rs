use plaza_core::{Envelope, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_verification_api::events::CaseFacts;

use super::rating_changed::read;
use super::{done, take};
use crate::error::Error;

/// Keeps until when who somebody is counts as proved.
pub struct VerificationDecided;

#[async_trait::async_trait]
impl Handler for VerificationDecided {
    fn name(&self) -> &'static str {
        "verification_decided"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &["verification.case.approved.v1", "verification.case.rejected.v1", "verification.case.expired.v1"]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let facts: CaseFacts = read(event)?;
        let Some(org) = event.orgid else { return Ok(()) };
        let approved = event.kind == "verification.case.approved.v1";
        // A refused renewal leaves the proof before it as it is.
        let until = facts.valid_until.filter(|_| event.kind != "verification.case.expired.v1");
        take(tx, org, facts.user_id).await?;
        // A case that ends takes only its own proof with it, not that of a later one.
        let changed = sqlx::query(
            "UPDATE standings SET verified_until = $4, verified_case = $3
             WHERE org_id = $1 AND user_id = $2 AND ($5 OR verified_case IS NULL OR verified_case = $3)",
        )
        .bind(org)
        .bind(facts.user_id)
        .bind(facts.case_id.uuid())
        .bind(until)
        .bind(approved)
        .execute(&mut **tx)
        .await
        .map_err(Error::from)?;
        Ok(done(tx, org, facts.user_id, changed.rows_affected()).await?)
    }
}
