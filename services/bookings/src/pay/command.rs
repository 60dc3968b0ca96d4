//! Beginning a payment.

use plaza_bookings_api::BookingId;
use plaza_core::Cx;
use plaza_db::Tx;
use plaza_payments_api::{EscrowTerms, PaymentMethod};
use plaza_saga::SagaId;
use uuid::Uuid;

use super::saga::{Attempt, CreateBooking};
use super::{release, settle, store};
use crate::app::{App, Times};
use crate::change::act;
use crate::domain::booking::{Action, State};
use crate::error::Error;
use crate::record::{self, Booking};
use crate::view::BookingView;

/// Pays a held booking and waits a while for the outcome.
///
/// # Errors
/// 404 for another's booking; [`Error::HoldExpired`], [`Error::PaymentUnderWay`] or
/// [`Error::Illegal`] by its state; the payment's refusal, and then the slot is still held
/// while its time lasts.
pub async fn pay(app: &App, cx: &Cx, id: BookingId, method: PaymentMethod) -> Result<Booking, Error> {
    let org = cx.org()?;
    let found = record::find(app.db.pool(), org, id).await?;
    found.changeable_by(cx)?;
    let title = app.catalogue.get(cx, found.resource).await?.card.name.clone();
    let times = app.times(cx, org).await;
    let escrow = release::terms(app, cx, found.host).await?;

    let mut tx = app.db.begin(cx).await?;
    let locked = record::lock(&mut *tx, org, id).await?;
    if locked.state == State::Pending {
        return Err(Error::PaymentUnderWay);
    }
    if locked.state == State::Expired || (locked.state == State::Held && !locked.is_held_at(tx.now())) {
        return Err(Error::HoldExpired);
    }
    let pending = act(&mut tx, &locked, Action::BeginPayment, None).await?;
    let pending = store::next_attempt(&mut tx, &pending, Uuid::now_v7()).await?;
    let saga = begin(&mut tx, &pending, &title, method, times, escrow).await?;
    tx.answer(200, &BookingView::from(&pending));
    tx.commit().await?;
    settle::settle(app, cx, &pending, saga).await
}

/// Starts the saga of a booking that is pending, in the transaction that made it so.
///
/// # Errors
/// As the database fails.
pub async fn begin(
    tx: &mut Tx,
    booking: &Booking,
    title: &str,
    method: PaymentMethod,
    times: Times,
    escrow: Option<EscrowTerms>,
) -> Result<SagaId, Error> {
    let attempt = Attempt {
        booking: booking.id,
        number: booking.attempt,
        method,
        deadline: tx.now() + times.payment,
        title: title.to_owned(),
        escrow,
    };
    let aggregate = booking.attempt_id.unwrap_or(booking.id.uuid());
    Ok(plaza_saga::start::<CreateBooking>(tx, aggregate, &attempt).await?)
}
