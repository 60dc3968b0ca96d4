//! What operators decide about a booking.

use plaza_bookings_api::BookingId;
use plaza_core::{Cx, Fault};

use crate::app::App;
use crate::cancel::command::{cancel_locked, quote_of};
use crate::change::act;
use crate::domain::booking::{Action, State};
use crate::error::Error;
use crate::facts;
use crate::pay::follow;
use crate::record::{self, Booking};

/// The states an operator can set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It stands without payment.
    Confirm,
    /// It is given up, with everything paid given back.
    Cancel,
    /// It took place.
    Complete,
    /// Nobody came.
    NoShow,
}

/// Sets a booking's state.
///
/// # Errors
/// 404; [`Error::PaymentUnderWay`]; [`Error::Illegal`] by its state.
pub async fn set_status(
    app: &App,
    cx: &Cx,
    id: BookingId,
    decision: Decision,
    reason: Option<&str>,
) -> Result<Booking, Error> {
    if decision == Decision::Cancel {
        follow::bring_up(app, cx, &record::find(app.db.pool(), cx.org()?, id).await?).await;
    }
    let mut tx = app.db.begin(cx).await?;
    let booking = record::lock(&mut *tx, cx.org()?, id).await?;
    let changed = match decision {
        Decision::Cancel => {
            let quoted = quote_of(cx, &booking, tx.now());
            cancel_locked(&mut tx, &booking, quoted, reason).await?
        }
        Decision::Confirm if booking.state == State::Pending => return Err(Error::PaymentUnderWay),
        Decision::Confirm if booking.state == State::Held && !booking.is_held_at(tx.now()) => {
            return Err(Error::HoldExpired);
        }
        Decision::Complete | Decision::NoShow if tx.now() < booking.slot.start => {
            let message = "It has not begun: whether somebody came is known once it has.";
            return Err(Fault::refused("bookings.not_started", message).into());
        }
        Decision::Confirm | Decision::Complete | Decision::NoShow => {
            let changed = act(&mut tx, &booking, decision.action(), reason).await?;
            facts::announce(&mut tx, &changed);
            changed
        }
    };
    tx.commit().await?;
    Ok(changed)
}

impl Decision {
    const fn action(self) -> Action {
        match self {
            Self::Confirm => Action::Confirm,
            Self::Cancel => Action::Cancel,
            Self::Complete => Action::Complete,
            Self::NoShow => Action::MarkNoShow,
        }
    }
}
