use plaza_bookings_api::events::BookingCompleted;
use plaza_core::{Envelope, Event, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_orders_api::events::OrderCompleted as Completed;

use super::store::{self, Chance};
use crate::domain::review::SubjectKind;

/// Both sides of completed work may review each other.
pub struct OrderCompleted;

/// Who stayed may review the place.
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
        let sides = [
            (facts.client, SubjectKind::Professional, facts.professional),
            (facts.professional, SubjectKind::Client, facts.client),
        ];
        for (author, kind, subject) in sides {
            let reference = facts.order_id.uuid();
            let chance = Chance { reference, author, kind, subject: subject.uuid(), opened_at: facts.timestamp };
            store::insert(tx, org, &chance).await?;
        }
        Ok(())
    }
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
        let chance = Chance {
            reference: facts.booking_id.uuid(),
            author: facts.user_id,
            kind: SubjectKind::Resource,
            subject: facts.resource_id.uuid(),
            opened_at: tx.now(),
        };
        Ok(store::insert(tx, org, &chance).await?)
    }
}
