//! Rescheduling: checked like a new booking, moved in one transaction.

use plaza_bookings_api::BookingId;
use plaza_core::{Cx, Fault, Instant, Money, Slot};

use super::store::{self, Move, Moved};
use crate::app::App;
use crate::book::command::{Wanted, allowed, ask};
use crate::book::offer;
use crate::catalogue::Bookable;
use crate::change::write_history;
use crate::domain::booking::{Action, State, next};
use crate::domain::policy;
use crate::domain::price::{Quote, quote};
use crate::domain::rules::Ask;
use crate::error::Error;
use crate::expire;
use crate::facts;
use crate::pay::{follow, refund};
use crate::record::{self, Booking, Party};
use crate::view::BookingView;

/// How often a race for a unit is run again before the slot counts as taken.
const RACES: usize = 4;

/// Moves a booking to another slot of the same resource.
///
/// A cheaper slot gives the difference back as the policy would. A dearer one is refused for what is paid,
/// unless an operator moves it, and then the price paid stands.
///
/// # Errors
/// [`Error::Refused`] with alternatives; [`Error::PriceDiffers`]; [`Error::Illegal`] by its state.
pub async fn reschedule(app: &App, cx: &Cx, id: BookingId, slot: Slot) -> Result<Booking, Error> {
    let found = record::find(app.db.pool(), cx.org()?, id).await?;
    found.changeable_by(cx)?;
    next(found.state, Action::Reschedule)?;
    if app.clock.now() >= found.slot.start && found.party(cx)? != Party::Operator {
        return Err(Fault::refused("bookings.started", "It has begun: only an operator moves it now.").into());
    }
    if found.slot == slot {
        return Ok(found);
    }
    follow::bring_up(app, cx, &found).await;
    let bookable = app.catalogue.get(cx, found.resource).await?;
    let ask = ask_again(cx, &found, slot);
    if let Err(refusal) = allowed(ask, &bookable, app.clock.now()) {
        return Err(offer::refuse(app, cx, ask, &bookable, refusal).await);
    }
    let price = quote(&bookable.rates, bookable.hours.zone, slot)?;
    for _ in 0..RACES {
        match try_move(app, cx, id, &bookable, slot, &price).await {
            Err(Error::Database(error)) if error.is_constraint("claims_never_overlap") => {}
            Ok(None) => break,
            Ok(Some(moved)) => return Ok(moved),
            Err(error) => return Err(error),
        }
    }
    Err(offer::refuse_taken(app, cx, ask, &bookable).await)
}

async fn try_move(
    app: &App,
    cx: &Cx,
    id: BookingId,
    bookable: &Bookable,
    slot: Slot,
    price: &Quote,
) -> Result<Option<Booking>, Error> {
    let mut tx = app.db.begin(cx).await?;
    let (now, actor) = (tx.now(), tx.actor().to_owned());
    let booking = record::lock(&mut *tx, cx.org()?, id).await?;
    next(booking.state, Action::Reschedule)?;
    if booking.state == State::Held && !booking.is_held_at(now) {
        return Err(Error::HoldExpired);
    }
    let to = decide(booking.party(cx)?, &booking, bookable, slot, price.clone(), now)?;
    let (_, gone) = expire::store::expire_on(&mut tx, &bookable.card.units, to.claimed, now, &actor).await?;
    gone.iter().for_each(|expired| facts::announce(&mut tx, expired));
    let Moved::Done(moved) = store::move_to(&mut tx, &booking, &to, &bookable.card.units).await? else {
        return Ok(None);
    };
    write_history(&mut tx, &booking, &moved, Some("bookings.rescheduled"), now).await?;
    if let Some(payment) = moved.payment_id.filter(|_| to.refund > 0) {
        refund::enqueue_refund(
            &mut tx,
            &moved,
            payment,
            Money::new(to.refund, moved.currency()),
            "booking_rescheduled",
        )
        .await?;
    }
    facts::announce_move(&mut tx, &moved);
    tx.answer(200, &BookingView::from(&*moved));
    tx.commit().await?;
    Ok(Some(*moved))
}

/// What the move costs and gives back.
fn decide(
    party: Party,
    booking: &Booking,
    bookable: &Bookable,
    slot: Slot,
    price: Quote,
    now: Instant,
) -> Result<Move, Error> {
    let (kept, held, operator) = (booking.kept().amount, booking.state == State::Held, party == Party::Operator);
    let notice_start = booking.notice_start();
    // What is held is not paid yet: it takes the new price. All else is measured against the price it has: a fee that
    // an earlier move cost is no credit for the next, and what an operator gave back makes nothing dearer.
    let dearer = if held { 0 } else { price.total.amount - booking.total().amount };
    if dearer > 0 && !operator {
        return Err(Error::PriceDiffers { difference: Money::new(dearer, booking.currency()), price: price.total });
    }
    // Paid bookings keep their price at a dearer time; a hold keeps it where there would be nothing to pay.
    let keeps_price = dearer > 0 || (held && price.total.is_zero());
    let cheaper = Money::new((-dearer).clamp(0, kept.max(0)), booking.currency());
    // What a move gives back is no more than cancelling that part would: the policy cannot be walked around.
    let refund = match operator {
        true => cheaper.amount,
        false => policy::quote(&booking.policy, cheaper, notice_start, now).refund.amount,
    };
    let full = policy::quote(&booking.policy, booking.total(), notice_start, now).fee.is_zero();
    Ok(Move {
        slot,
        claimed: bookable.rules.claimed(slot),
        quote: if keeps_price { booking.quote.clone() } else { price },
        // Notice that is already lost stays lost, unless the operator moves the booking.
        notice_start: if full || held || operator { slot.start } else { notice_start.min(slot.start) },
        refund,
    })
}

fn ask_again(cx: &Cx, booking: &Booking, slot: Slot) -> Ask {
    let wanted = Wanted {
        resource: booking.resource,
        slot,
        purpose: None,
        attendees: booking.attendees.clone(),
        method: None,
        user: None,
    };
    ask(cx, &wanted)
}
