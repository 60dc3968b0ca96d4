use plaza_core::{Envelope, Event, Result, UserId};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_reviews_api::events::{ReviewPublished, ReviewRemoved};

use crate::error::Error;
use crate::sellers::store;

/// Keeps how professionals are rated.
pub struct RatingChanged;

#[async_trait::async_trait]
impl Handler for RatingChanged {
    fn name(&self) -> &'static str {
        "rating_changed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[ReviewPublished::TYPE, ReviewRemoved::TYPE]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let Some(org) = event.orgid else { return Ok(()) };
        // Both have one shape.
        let facts = event.data::<ReviewPublished>()?.0;
        if facts.subject_kind != "professional" {
            return Ok(());
        }
        let (user, version) = (UserId(facts.subject), facts.rating_version);
        store::rate(tx, org, user, facts.rating_sum, facts.rating_count, version).await.map_err(Error::from)?;
        Ok(())
    }
}
