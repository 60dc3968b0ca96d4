use plaza_bookings_api::events::BookingCompleted;
use plaza_core::{Envelope, Event, Instant, Result, UserId};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_orders_api::OrderId;
use plaza_orders_api::events::OrderCompleted as Completed;

use super::store::{self, Chance};
use crate::domain::review::SubjectKind;

/// Both sides of completed work may review each other.
pub struct OrderCompleted;

/// Who stayed may review the place, or, of an hour of a person's time, that person; nobody themselves.
pub struct StayCompleted;

#[async_trait::async_trait]
impl Handler for OrderCompleted {
    fn name(&self) -> &'static str {
        "order_completed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[Completed::TYPE]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let (Some(org), Ok(Completed(facts))) = (event.orgid, event.data::<Completed>()) else { return Ok(()) };
        for chance in of_order(facts.order_id, (facts.client, facts.professional), facts.timestamp) {
            store::insert(tx, org, &chance).await?;
        }
        Ok(())
    }
}

/// What both sides of completed work may review.
pub fn of_order(order: OrderId, (client, professional): (UserId, UserId), at: Instant) -> [Chance; 2] {
    let chance = |author: UserId, kind, subject: UserId| Chance {
        reference: order.uuid(),
        author,
        kind,
        subject: subject.uuid(),
        host: None,
        opened_at: at,
    };
    [chance(client, SubjectKind::Professional, professional), chance(professional, SubjectKind::Client, client)]
}

#[async_trait::async_trait]
impl Handler for StayCompleted {
    fn name(&self) -> &'static str {
        "stay_completed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[BookingCompleted::TYPE]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let (Some(org), Ok(BookingCompleted(facts))) = (event.orgid, event.data::<BookingCompleted>()) else {
            return Ok(());
        };
        // An hour that somebody booked of themselves says nothing of them to others.
        if facts.host_id == Some(facts.user_id) {
            return Ok(());
        }
        let (kind, subject) = match facts.host_id {
            Some(host) => (SubjectKind::Professional, host.uuid()),
            None => (SubjectKind::Resource, facts.resource_id.uuid()),
        };
        let chance = Chance {
            reference: facts.booking_id.uuid(),
            author: facts.user_id,
            kind,
            subject,
            host: facts.host_id,
            opened_at: tx.now(),
        };
        Ok(store::insert(tx, org, &chance).await?)
    }
}
