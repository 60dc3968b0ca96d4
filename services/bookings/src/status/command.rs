//! What operators decide about a booking, and some of it whose time it is.

use plaza_bookings_api::BookingId;
use plaza_core::{Cx, Fault};

use crate::app::App;
use crate::cancel::command::{cancel_locked, quote_of};
use crate::change::act;
use crate::domain::booking::{Action, State};
use crate::error::Error;
use crate::facts;
use crate::pay::{follow, release};
use crate::record::{self, Booking};

/// The states that can be set.
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
/// 404; 403 `auth.role` for who booked it; [`Error::NotForHosts`]; [`Error::PaymentUnderWay`]; [`Error::Illegal`] by its state.
pub async fn set_status(
    app: &App,
    cx: &Cx,
    id: BookingId,
    decision: Decision,
    reason: Option<&str>,
) -> Result<Booking, Error> {
    let found = record::find(app.db.pool(), cx.org()?, id).await?;
    decision.is_up_to(cx, &found)?;
    if decision == Decision::Cancel {
        follow::bring_up(app, cx, &found).await;
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
            if decision != Decision::Confirm {
                release::order(&mut tx, &changed).await?;
            }
            facts::announce(&mut tx, &changed);
            changed
        }
    };
    tx.commit().await?;
    Ok(changed)
}

impl Decision {
    /// Lets operators decide everything, and whose time it is that they cannot, or that nobody came.
    fn is_up_to(self, cx: &Cx, booking: &Booking) -> Result<(), Error> {
        if cx.roles.operates() || cx.is_service() {
            return Ok(());
        }
        booking.visible_to(cx)?;
        match self {
            Self::Cancel | Self::NoShow if booking.hosted_by(cx) => Ok(()),
            _ if booking.hosted_by(cx) => Err(Error::NotForHosts),
            _ => {
                Err(Fault::forbidden("auth.role", "Only managers and admins of this organisation may do this.").into())
            }
        }
    }

    const fn action(self) -> Action {
        match self {
            Self::Confirm => Action::Confirm,
            Self::Cancel => Action::Cancel,
            Self::Complete => Action::Complete,
            Self::NoShow => Action::MarkNoShow,
        }
    }
}
