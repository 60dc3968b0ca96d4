//! Bookings.

use plaza_bookings_api::BookingStatus;
use plaza_bookings_api::events::{
    BookingCancelled, BookingConfirmed, BookingExpired, BookingFacts, BookingNoShow, BookingObjected,
    BookingObjectionRejected, BookingObjectionWithdrawn, BookingRefunded, BookingRescheduled,
};
use plaza_core::{Envelope, Event, Result, UserId};
use plaza_db::Tx;
use plaza_events::Handler;
use serde_json::json;

use crate::domain::kind::Kind;
use crate::record::{New, record};
use crate::remind::job::{PLAN, Start};

/// Tells people of their bookings (000-95), and plans the reminder.
pub struct BookingChanged;

#[async_trait::async_trait]
impl Handler for BookingChanged {
    fn name(&self) -> &'static str {
        "booking_changed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[
            BookingConfirmed::TYPE,
            BookingCancelled::TYPE,
            BookingRescheduled::TYPE,
            BookingExpired::TYPE,
            BookingNoShow::TYPE,
            BookingRefunded::TYPE,
            BookingObjected::TYPE,
            BookingObjectionRejected::TYPE,
            BookingObjectionWithdrawn::TYPE,
        ]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let kind = match event.kind.as_str() {
            BookingConfirmed::TYPE => Kind::BookingConfirmed,
            BookingCancelled::TYPE => Kind::BookingCancelled,
            BookingRescheduled::TYPE => Kind::BookingRescheduled,
            BookingExpired::TYPE => Kind::BookingExpired,
            BookingNoShow::TYPE => Kind::BookingNoShow,
            BookingRefunded::TYPE => return given_back(tx, &event.data::<BookingRefunded>()?.0).await,
            BookingObjected::TYPE | BookingObjectionRejected::TYPE | BookingObjectionWithdrawn::TYPE => {
                return objection(tx, &event.kind, &event.data::<BookingObjected>()?.0).await;
            }
            _ => return Ok(()),
        };
        // All of them have one shape.
        let facts = event.data::<BookingConfirmed>()?.0;
        // The saga that confirms asks under the same key: whoever is first tells.
        let key = format!("{}:{}:{}", kind.name(), facts.booking_id, facts.version);
        record(tx, &New::of(kind, key, facts.user_id, facts.booking_id.uuid())).await?;
        if let Some((host, kind)) = host_of(&facts, kind) {
            let key = format!("{}:{}:{}", kind.name(), facts.booking_id, facts.version);
            record(tx, &New::of(kind, key, host, facts.booking_id.uuid())).await?;
        }
        if matches!(kind, Kind::BookingConfirmed | Kind::BookingRescheduled) {
            let start = Start { booking: facts.booking_id, start: facts.start_date_time };
            plaza_jobs::enqueue(tx, PLAN, &start).await?;
        }
        Ok(())
    }
}

/// Tells the person whose time it was; who paid hears of it from payments.
async fn given_back(tx: &mut Tx, facts: &BookingFacts) -> Result<()> {
    let Some(host) = facts.host_id else { return Ok(()) };
    let kind = Kind::BookingHostRefunded;
    let key = format!("{}:{}:{}", kind.name(), facts.booking_id, facts.version);
    let told =
        New { facts: json!({ "amount": facts.given_back }), ..New::of(kind, key, host, facts.booking_id.uuid()) };
    record(tx, &told).await?;
    Ok(())
}

/// Tells the two of an hour where an objection to it stands: not who did it, and of what is given back they hear otherwise.
async fn objection(tx: &mut Tx, event: &str, facts: &BookingFacts) -> Result<()> {
    let Some(host) = facts.host_id else { return Ok(()) };
    let told = match event {
        BookingObjected::TYPE => vec![(Kind::BookingHostObjected, host)],
        BookingObjectionRejected::TYPE => {
            vec![(Kind::BookingHostObjectionOver, host), (Kind::BookingObjectionRejected, facts.user_id)]
        }
        _ => vec![(Kind::BookingHostObjectionOver, host)],
    };
    for (kind, who) in told {
        let key = format!("{}:{}:{}", kind.name(), facts.booking_id, facts.version);
        record(tx, &New::of(kind, key, who, facts.booking_id.uuid())).await?;
    }
    Ok(())
}

/// The person whose time it is and what they are told: of bookings that stand or stood, and not of what they did themselves.
fn host_of(facts: &BookingFacts, kind: Kind) -> Option<(UserId, Kind)> {
    let host = facts.host_id.filter(|host| facts.by != Some(*host) && facts.user_id != *host)?;
    let kind = match kind {
        Kind::BookingConfirmed => Kind::BookingHostConfirmed,
        Kind::BookingRescheduled if facts.status == BookingStatus::Confirmed => Kind::BookingHostRescheduled,
        Kind::BookingCancelled if facts.was == Some(BookingStatus::Confirmed) => Kind::BookingHostCancelled,
        _ => return None,
    };
    Some((host, kind))
}
