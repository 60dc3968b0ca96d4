//! What other services may ask: one line per call.

use plaza_bookings_api::{BookingCard, BookingId, Bookings, DemoBookings, PayBooking, WhichFree};
use plaza_core::{Cx, Money, Result};
use plaza_payments_api::PaymentStatus;
use plaza_resources_api::UnitId;
use serde_json::Value;

use crate::app::App;
use crate::claims;
use crate::demo;
use crate::error::Error;
use crate::pay;
use crate::record::{self, Booking};

#[async_trait::async_trait]
impl Bookings for App {
    async fn booking(&self, cx: &Cx, id: BookingId) -> Result<Option<BookingCard>> {
        match record::find(self.db.pool(), cx.org()?, id).await {
            Ok(booking) => Ok(Some(card(&booking))),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn which_free(&self, cx: &Cx, asked: WhichFree) -> Result<Vec<UnitId>> {
        Ok(claims::free_units(self.db.pool(), cx.org()?, &asked.units, asked.slot, self.clock.now()).await?)
    }

    async fn pay(&self, cx: &Cx, asked: PayBooking) -> Result<BookingCard> {
        Ok(card(&pay::command::pay(self, cx, asked.booking, asked.method).await?))
    }

    async fn seed_demo(&self, cx: &Cx, asked: DemoBookings) -> Result<u32> {
        Ok(demo::seed(self, cx, asked).await?)
    }
}

fn card(booking: &Booking) -> BookingCard {
    let refunded = Money::new(booking.refunded, booking.currency());
    BookingCard {
        id: booking.id,
        org_id: booking.org,
        user_id: booking.user,
        host_id: booking.host,
        attendee_ids: booking.attendees.clone(),
        resource_id: booking.resource,
        unit_id: booking.unit,
        slot: booking.slot,
        status: booking.state.into(),
        price: booking.total(),
        payment_id: booking.payment_id,
        payment_status: booking.payment_status.as_deref().and_then(status),
        next_action: booking.next_action.clone(),
        hold_expires_at: booking.hold_expires_at,
        refunded: Some(refunded).filter(|money| !money.is_zero()),
        version: booking.version,
    }
}

fn status(name: &str) -> Option<PaymentStatus> {
    serde_json::from_value(Value::String(name.to_owned())).ok()
}
