use plaza_core::{Envelope, Event, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_professionals_api::ProfileStatus;
use plaza_professionals_api::events::ProfessionalUpdated;

use crate::person;

/// Takes a person's time off while their profile is not shown, and back on when it is again. Every change of a profile
/// is told as an update, suspensions among them.
pub struct ProfileChanged;

#[async_trait::async_trait]
impl Handler for ProfileChanged {
    fn name(&self) -> &'static str {
        "profile_changed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[ProfessionalUpdated::TYPE]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let Some(org) = event.orgid else { return Ok(()) };
        let facts = event.data::<ProfessionalUpdated>()?.0;
        let shown = facts.status == ProfileStatus::Published;
        Ok(person::follow(tx, org, facts.user_id, shown, facts.timestamp).await?)
    }
}
