//! Reviews.

use plaza_core::{Envelope, Event, Result, UserId};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_reviews_api::events::ReviewPublished;

use crate::domain::kind::Kind;
use crate::record::{New, record};

/// Tells people that what the other side of their work, or who booked their time, wrote of them is shown.
pub struct ReviewShown;

#[async_trait::async_trait]
impl Handler for ReviewShown {
    fn name(&self) -> &'static str {
        "review_shown"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[ReviewPublished::TYPE]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let facts = event.data::<ReviewPublished>()?.0;
        // What it is about is where one reads it: its order or booking.
        let (kind, reviewed) = match (facts.host, facts.subject_kind.as_str()) {
            (Some(host), _) => (Kind::BookingHostReviewed, host),
            (None, "professional" | "client") => (Kind::ReviewReceived, UserId(facts.subject)),
            (None, _) => return Ok(()), // a place reads nothing
        };
        // A review is shown once.
        let key = format!("review_received:{}", facts.review_id);
        record(tx, &New::of(kind, key, reviewed, facts.reference)).await?;
        Ok(())
    }
}
