//! What was paid for a person's time goes back, or a part of it; the booking stays what it is.

use plaza_bookings_api::BookingId;
use plaza_core::{Cx, Fault, Money};

use super::store;
use crate::app::App;
use crate::change::write_history;
use crate::domain::booking::State;
use crate::error::{Error, HourError};
use crate::facts;
use crate::pay::{refund, release};
use crate::record::{self, Booking, Party};
use crate::view::BookingView;

/// Gives back an amount, or all that is left, of what is held for somebody's time.
///
/// # Errors
/// 404; 403 [`HourError::NotForHosts`] or [`HourError::OwnBooking`] for the two of it; [`HourError::NotHeld`]; [`HourError::Settled`];
/// 400 for more than is left.
pub async fn give_back(
    app: &App,
    cx: &Cx,
    id: BookingId,
    amount: Option<Money>,
    reason: Option<&str>,
) -> Result<Booking, Error> {
    let mut tx = app.db.begin(cx).await?;
    let booking = record::lock(&mut *tx, cx.org()?, id).await?;
    match booking.party(cx)? {
        Party::Operator => {}
        Party::Host => return Err(HourError::NotForHosts.into()),
        Party::Booker => return Err(HourError::OwnBooking.into()),
    }
    if !booking.is_held_for_host() {
        return Err(HourError::NotHeld.into());
    }
    let amount = within(amount, booking.kept())?;
    if booking.state != State::Confirmed {
        release::take_off(&mut tx, &booking, amount.amount).await?;
    }
    let changed = store::next_version(&mut tx, &booking).await?;
    release::resume(&mut tx, &changed).await?;
    let changed = refund::order(&mut tx, &changed, amount, "booking_given_back").await?;
    let now = tx.now();
    write_history(&mut tx, &booking, &changed, Some(reason.unwrap_or("bookings.given_back")), now).await?;
    facts::announce_refund(&mut tx, &changed, amount);
    tx.answer(200, &BookingView::from(&changed));
    tx.commit().await?;
    Ok(changed)
}

fn within(amount: Option<Money>, left: Money) -> Result<Money, Fault> {
    let Some(amount) = amount else { return Ok(left) };
    let fits = amount.currency == left.currency && amount.amount > 0 && amount.amount <= left.amount;
    if fits {
        Ok(amount)
    } else {
        Err(Fault::invalid("amount", format!("must be more than nothing and at most {left}")))
    }
}
