//! Cancelling: what comes back is decided by the policy frozen into the booking.

use plaza_bookings_api::BookingId;
use plaza_core::{Cx, Fault, Instant, Money};
use plaza_db::Tx;

use super::http::Cancelled;
use crate::app::App;
use crate::change::act;
use crate::domain::booking::{Action, State, next};
use crate::domain::policy::{CancellationQuote, RefundReason, quote, quote_for_host, quote_for_operator};
use crate::error::Error;
use crate::facts;
use crate::pay::saga::CreateBooking;
use crate::pay::{follow, refund, release};
use crate::record::{self, Booking, Party};
use crate::view::BookingView;

/// What cancelling now would give back.
///
/// # Errors
/// 404 for another's booking; [`Error::Illegal`] when it can no longer be cancelled.
pub async fn quote_now(app: &App, cx: &Cx, id: BookingId) -> Result<CancellationQuote, Error> {
    let booking = record::find(app.db.pool(), cx.org()?, id).await?;
    let party = booking.party(cx)?;
    next(booking.state, Action::Cancel)?;
    let booking = follow::bring_up(app, cx, &booking).await.unwrap_or(booking);
    Ok(quote_of(party, &booking, app.clock.now()))
}

/// Cancels a booking and orders its refund.
///
/// `expected` is the refund that the caller was quoted; a smaller one is refused, so that
/// nobody cancels on a quote that has run out.
///
/// # Errors
/// 404 for another's booking; [`Error::Illegal`] by its state; 409 `bookings.quote_changed`.
pub async fn cancel(
    app: &App,
    cx: &Cx,
    id: BookingId,
    reason: Option<&str>,
    expected: Option<Money>,
) -> Result<Cancelled, Error> {
    let org = cx.org()?;
    let found = record::find(app.db.pool(), org, id).await?;
    found.visible_to(cx)?;
    follow::bring_up(app, cx, &found).await;
    let mut tx = app.db.begin(cx).await?;
    let booking = record::lock(&mut *tx, org, id).await?;
    let quoted = quote_of(booking.party(cx)?, &booking, tx.now());
    if expected.is_some_and(|expected| expected.amount > quoted.refund.amount) {
        return Err(quote_changed(&quoted));
    }
    let cancelled = cancel_locked(&mut tx, &booking, quoted, reason).await?;
    let answer = Cancelled { booking: BookingView::from(&cancelled), cancellation: quoted };
    tx.answer(200, &answer);
    tx.commit().await?;
    Ok(answer)
}

/// Cancels a locked booking within a transaction.
///
/// # Errors
/// [`Error::Illegal`] by its state, or as the database fails.
pub async fn cancel_locked(
    tx: &mut Tx,
    booking: &Booking,
    quoted: CancellationQuote,
    reason: Option<&str>,
) -> Result<Booking, Error> {
    let cancelled = act(tx, booking, Action::Cancel, reason).await?;
    let cancelled = if booking.state == State::Pending {
        // The saga finds it cancelled, and calls the charge off whether or not it was made.
        if let Some(attempt) = booking.attempt_id {
            plaza_saga::nudge::<CreateBooking>(tx, attempt).await?;
        }
        cancelled
    } else {
        let cancelled = refund::order(tx, &cancelled, quoted.refund, "booking_cancelled").await?;
        // What the policy keeps of a person's time is theirs.
        release::order(tx, &cancelled).await?;
        cancelled
    };
    facts::announce_cancelled(tx, booking.state, &cancelled);
    Ok(cancelled)
}

/// What cancelling gives back: everything when the operator or whose time it is cancels or payment is
/// still under way, by the policy otherwise.
pub fn quote_of(party: Party, booking: &Booking, now: Instant) -> CancellationQuote {
    let quoted = match party {
        Party::Host => quote_for_host(booking.kept()),
        Party::Operator => quote_for_operator(booking.kept()),
        Party::Booker if booking.state == State::Pending => quote_for_operator(booking.kept()),
        Party::Booker => quote(&booking.policy, booking.kept(), booking.notice_start(), now),
    };
    let given_back = booking.paid > 0 && quoted.reason == RefundReason::NothingPaid;
    if given_back { CancellationQuote { reason: RefundReason::GivenBack, ..quoted } } else { quoted }
}

fn quote_changed(quoted: &CancellationQuote) -> Error {
    let message = format!("Cancelling gives back {} by now. Ask for a new quote and confirm it.", quoted.refund);
    Error::Fault(Fault::conflict("bookings.quote_changed", message).with("quote", quoted))
}
