use plaza_core::{Envelope, Event, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_professionals_api::ProfileStatus;
use plaza_professionals_api::events::{ProfessionalPublished, ProfessionalSuspended, ProfessionalUpdated};

use crate::error::Error;
use crate::sellers::job::{REFRESH, Whose};
use crate::sellers::store;

/// Shows and hides a professional's gigs with their profile, and asks for the name when it may be another.
pub struct ProfileChanged;

#[async_trait::async_trait]
impl Handler for ProfileChanged {
    fn name(&self) -> &'static str {
        "profile_changed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[ProfessionalPublished::TYPE, ProfessionalSuspended::TYPE, ProfessionalUpdated::TYPE]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let Some(org) = event.orgid else { return Ok(()) };
        // All of them have one shape.
        let facts = event.data::<ProfessionalUpdated>()?.0;
        let published = facts.status == ProfileStatus::Published;
        let sells = store::set_published(tx, org, facts.user_id, published).await.map_err(Error::from)?;
        if sells {
            let (whose, now) = (Whose { user: facts.user_id }, tx.now());
            plaza_jobs::enqueue_once(tx, REFRESH, &whose, now, &format!("{org}:{}", facts.user_id))
                .await
                .map_err(Error::from)?;
        }
        Ok(())
    }
}
