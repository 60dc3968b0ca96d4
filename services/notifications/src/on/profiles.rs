//! Professional profiles.

use plaza_core::{Envelope, Event, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_professionals_api::events::{ProfessionalRestored, ProfessionalSuspended};

use crate::domain::kind::Kind;
use crate::record::{New, record};

/// Tells professionals that an operator took their profile down, or lets it be seen again.
pub struct ProfileJudged;

#[async_trait::async_trait]
impl Handler for ProfileJudged {
    fn name(&self) -> &'static str {
        "profile_judged"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[ProfessionalSuspended::TYPE, ProfessionalRestored::TYPE]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let kind = match event.kind.as_str() {
            ProfessionalSuspended::TYPE => Kind::ProfileSuspended,
            ProfessionalRestored::TYPE => Kind::ProfileRestored,
            _ => return Ok(()),
        };
        // Both have one shape.
        let facts = event.data::<ProfessionalSuspended>()?.0;
        if event.actor == format!("user:{}", facts.user_id) {
            return Ok(()); // who does it themselves knows it
        }
        // Taken down again, perhaps for another reason: each time is told.
        let key = format!("{}:{}", kind.name(), event.id);
        record(tx, &New::of(kind, key, facts.user_id, facts.professional_id.uuid())).await?;
        Ok(())
    }
}
