//! The demo's bookings, made like everybody's: what collides is left out.

use chrono::Duration;
use plaza_bookings_api::{BookingId, DemoBooking, DemoBookings};
use plaza_core::{Cx, Instant, OrgId};
use plaza_payments_api::PaymentMethod;

use crate::app::App;
use crate::book::store;
use crate::catalogue::Bookable;
use crate::domain::booking::State;
use crate::domain::price::quote;
use crate::error::Error;
use crate::pay;
use crate::record::Booking;

/// So many are paid with the sandbox's card, the usual way, so that there are payments and invoices to look at.
/// The others are confirmed and unpaid: paying all would make the first start slow.
const PAID: u32 = 12;

/// Makes the wanted bookings; answers how many there was room for.
///
/// What has bookings already is left alone.
///
/// # Errors
/// As the database or the resources service fails.
pub async fn seed(app: &App, cx: &Cx, demo: DemoBookings) -> Result<u32, Error> {
    let org = cx.org()?;
    let resources: Vec<_> = demo.wanted.iter().map(|one| one.unit.resource.uuid()).collect();
    let any: bool =
        sqlx::query_scalar("SELECT EXISTS (SELECT FROM bookings WHERE org_id = $1 AND resource_id = ANY($2))")
            .bind(org)
            .bind(resources)
            .fetch_one(app.db.pool())
            .await?;
    let (mut made, mut paid) = (0, 0);
    if any {
        return Ok(made);
    }
    for wanted in demo.wanted {
        let bookable = app.catalogue.get(cx, wanted.unit.resource).await?;
        let mut tx = app.db.begin(cx).await?;
        let mut booking = booking(cx, org, &wanted, &bookable, tx.now())?;
        let pays = paid < PAID && booking.total().amount > 0;
        if pays {
            (booking.state, booking.hold_expires_at) = (State::Held, Some(tx.now() + Duration::minutes(10)));
        }
        if store::place(&mut tx, &booking, &[wanted.unit.unit]).await?.is_some() {
            tx.commit().await?;
            made += 1;
            if pays {
                paid += 1;
                let method = PaymentMethod { method: "card".to_owned(), token: "tok_approved".to_owned() };
                pay::command::pay(app, cx, booking.id, method).await?;
            }
        }
    }
    Ok(made)
}

fn booking(cx: &Cx, org: OrgId, wanted: &DemoBooking, bookable: &Bookable, now: Instant) -> Result<Booking, Error> {
    let price = quote(&bookable.rates, bookable.hours.zone, wanted.slot)?;
    Ok(Booking {
        org,
        id: BookingId::new(),
        user: wanted.user,
        host: bookable.card.host,
        booked_by: cx.actor_label(),
        resource: bookable.card.id,
        unit: wanted.unit.unit,
        state: State::Confirmed,
        slot: wanted.slot,
        claimed: bookable.rules.claimed(wanted.slot),
        time_zone: bookable.hours.zone.name().to_owned(),
        purpose: Some(wanted.purpose.clone()),
        attendees: Vec::new(),
        people: 1,
        quote: price,
        paid: 0,
        refunded: 0,
        policy: bookable.card.cancellation.clone(),
        notice_start: wanted.slot.start,
        hold_expires_at: None,
        attempt: 0,
        attempt_id: None,
        payment_id: None,
        payment_status: None,
        objection: None,
        next_action: None,
        version: 1,
        created_at: now,
        updated_at: now,
    })
}
