//! What operators decide about a booking, and some of it whose time it is.

use plaza_bookings_api::BookingId;
use plaza_core::{Cx, Fault};

use super::store;
use crate::app::App;
use crate::cancel::command::{cancel_locked, quote_of};
use crate::change::act;
use crate::domain::booking::{Action, State};
use crate::domain::held;
use crate::error::{Error, HourError};
use crate::facts;
use crate::pay::{follow, release};
use crate::record::{self, Booking, Party};

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
/// 404; 403 `auth.role` or [`HourError::OwnBooking`] for who booked it; [`HourError::NotForHosts`]; [`HourError::PaysAPerson`];
/// [`HourError::Settled`]; [`Error::PaymentUnderWay`]; [`Error::Illegal`] by its state.
pub async fn set_status(
    app: &App,
    cx: &Cx,
    id: BookingId,
    decision: Decision,
    reason: Option<&str>,
) -> Result<Booking, Error> {
    let found = record::find(app.db.pool(), cx.org()?, id).await?;
    let party = found.party(cx)?;
    decision.is_up_to(party, cx, &found)?;
    if decision == Decision::Cancel {
        follow::bring_up(app, cx, &found).await;
    }
    let mut tx = app.db.begin(cx).await?;
    let booking = record::lock(&mut *tx, cx.org()?, id).await?;
    let changed = match decision {
        Decision::Cancel => {
            let quoted = quote_of(party, &booking, tx.now());
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
        // Once nobody can object any more, the host has no say either in what it was.
        Decision::NoShow if party == Party::Host && tx.now() >= held::until(booking.slot) => {
            return Err(HourError::Settled.into());
        }
        Decision::NoShow if party == Party::Host && store::decided_by_somebody(&mut tx, &booking).await? => {
            return Err(HourError::Decided.into());
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
    fn is_up_to(self, party: Party, cx: &Cx, booking: &Booking) -> Result<(), Error> {
        match (party, self) {
            (Party::Operator, Self::Confirm) if booking.host.is_some() => Err(HourError::PaysAPerson.into()),
            (Party::Operator, _) | (Party::Host, Self::Cancel | Self::NoShow) => Ok(()),
            (Party::Host, _) => Err(HourError::NotForHosts.into()),
            (Party::Booker, _) if cx.roles.operates() => Err(HourError::OwnBooking.into()),
            (Party::Booker, _) => {
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
