//! Gigs.

use plaza_core::{Envelope, Event, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_gigs_api::events::{GigPublished, GigRejected};

use crate::domain::kind::Kind;
use crate::record::{New, record};

/// Tells professionals what an operator decided on their gigs.
pub struct GigDecided;

#[async_trait::async_trait]
impl Handler for GigDecided {
    fn name(&self) -> &'static str {
        "gig_decided"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[GigPublished::TYPE, GigRejected::TYPE]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let kind = match event.kind.as_str() {
            GigPublished::TYPE => Kind::GigApproved,
            GigRejected::TYPE => Kind::GigRejected,
            _ => return Ok(()),
        };
        // Both have one shape.
        let facts = event.data::<GigPublished>()?.0;
        if event.actor == format!("user:{}", facts.user_id) {
            return Ok(()); // who puts their gig back on the shelves themselves knows it
        }
        // One gig is decided again and again: each time is told.
        let key = format!("{}:{}", kind.name(), event.id);
        record(tx, &New::of(kind, key, facts.user_id, facts.gig_id.uuid())).await?;
        Ok(())
    }
}
