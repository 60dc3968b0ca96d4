use plaza_bookings_api::BookingStatus;
use plaza_bookings_api::events::{BookingCancelled, BookingCompleted, BookingFacts, BookingNoShow};
use plaza_core::{Envelope, Event, Instant, OrgId, Result, UserId};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_orders_api::OrderId;
use plaza_orders_api::events::OrderCompleted as Completed;

use super::store::{self, Chance};
use crate::domain::review::SubjectKind;

/// Both sides of completed work may review each other.
pub struct OrderCompleted;

/// Who stayed may review the place, or, of an hour of a person's time that was paid, that person; nobody themselves.
pub struct StayCompleted;

/// Who paid for an hour of a person's time may review that person when the hour began and came to nothing, too: the person
/// says that nobody came, or who waited in vain cancels. Else whoever is reviewed could choose not to be. What somebody else
/// cancels is given back whole: a review of it would be had for nothing.
pub struct HourMissed;

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
        Ok(of_booking(tx, org, &facts).await?)
    }
}

#[async_trait::async_trait]
impl Handler for HourMissed {
    fn name(&self) -> &'static str {
        "hour_missed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[BookingNoShow::TYPE, BookingCancelled::TYPE]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        // Both have one shape.
        let (Some(org), Ok(BookingNoShow(facts))) = (event.orgid, event.data::<BookingNoShow>()) else {
            return Ok(());
        };
        let waited = facts.was == Some(BookingStatus::Confirmed)
            && facts.by == Some(facts.user_id)
            && event.time >= facts.start_date_time;
        let missed = event.kind == BookingNoShow::TYPE || waited;
        // Who did not come says nothing of a place.
        if missed && facts.host_id.is_some() {
            of_booking(tx, org, &facts).await?;
        }
        Ok(())
    }
}

/// Opens the chance to review what was booked; once, however the booking goes on.
async fn of_booking(tx: &mut Tx, org: OrgId, facts: &BookingFacts) -> plaza_db::Result<()> {
    let (kind, subject) = match facts.host_id {
        // An hour that somebody booked of themselves says nothing of them to others.
        Some(host) if host == facts.user_id => return Ok(()),
        // One that cost nothing was booked and ended without anybody doing anything: stars would be had for nothing.
        Some(_) if facts.payment_id.is_none() || facts.price.amount <= 0 => return Ok(()),
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
    store::insert(tx, org, &chance).await
}
