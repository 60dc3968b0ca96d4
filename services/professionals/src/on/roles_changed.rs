use plaza_core::{Envelope, Event, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_identity_api::events::RolesChanged as Changed;

use crate::membership;

/// Notes that somebody's roles changed, and nothing of what they became: an event may come late, after others, or years
/// later to who begins to listen. What they are is asked for, by a job.
pub struct RolesChanged;

#[async_trait::async_trait]
impl Handler for RolesChanged {
    fn name(&self) -> &'static str {
        "roles_changed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[Changed::TYPE]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let facts: Changed = event.data()?;
        let Some(org) = event.orgid else { return Ok(()) };
        Ok(membership::job::order(tx, org, facts.user_id).await?)
    }
}
