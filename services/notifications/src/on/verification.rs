//! Cases of verification.

use plaza_core::{Envelope, Event, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_verification_api::events::{CaseApproved, CaseExpiring, CaseRejected};
use serde_json::json;

use crate::domain::kind::Kind;
use crate::record::{New, record};

/// Tells people what came of their documents, and when that ends.
pub struct CaseDecided;

#[async_trait::async_trait]
impl Handler for CaseDecided {
    fn name(&self) -> &'static str {
        "case_decided"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[CaseApproved::TYPE, CaseRejected::TYPE, CaseExpiring::TYPE]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let kind = match event.kind.as_str() {
            CaseApproved::TYPE => Kind::VerificationApproved,
            CaseRejected::TYPE => Kind::VerificationRejected,
            CaseExpiring::TYPE => Kind::VerificationExpiring,
            _ => return Ok(()),
        };
        // All of them have one shape. One case is decided again and again: each time is told.
        let facts = event.data::<CaseApproved>()?.0;
        let new = New {
            facts: json!({ "valid_until": facts.valid_until, "reasons": facts.reasons }),
            ..New::of(kind, format!("{}:{}", kind.name(), event.id), facts.user_id, facts.case_id.uuid())
        };
        record(tx, &new).await?;
        Ok(())
    }
}
