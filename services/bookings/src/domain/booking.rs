//! A booking's states and what may happen in each: one total function, in
//! which what is not allowed is an error.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use plaza_bookings_api::BookingStatus;
use plaza_core::Money;
use serde::Serialize;
use utoipa::ToSchema;

use super::objection::ObjectionStatus;

/// Where a booking stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The slot is kept for a few minutes, waiting for payment.
    Held,
    /// Payment is under way.
    Pending,
    /// It stands.
    Confirmed,
    /// Given up by the booker or the operator, or the payment was refused.
    Cancelled,
    /// It took place.
    Completed,
    /// Nobody came.
    NoShow,
    /// The hold ran out unpaid.
    Expired,
}

/// What happens to a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// A payment begins.
    BeginPayment,
    /// The payment was refused, but the hold still has time for another.
    RefusePayment,
    /// It is paid, or free, or the operator waives payment.
    Confirm,
    /// The booker or the operator gives it up, or its payment ends refused.
    Cancel,
    /// Time for payment ran out.
    Expire,
    /// It took place.
    Complete,
    /// Nobody came.
    MarkNoShow,
    /// It moves to another time.
    Reschedule,
}

/// An action that the state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a booking that is {from} cannot {action}")]
pub struct Illegal {
    /// The state it is in.
    pub from: State,
    /// What was tried.
    pub action: Action,
}

/// The state after an action, or why there is none.
pub fn next(from: State, action: Action) -> Result<State, Illegal> {
    use Action::{BeginPayment, Cancel, Complete, Confirm, Expire, MarkNoShow, RefusePayment, Reschedule};
    use State::{Cancelled, Completed, Confirmed, Expired, Held, NoShow, Pending};
    match (from, action) {
        (Held, BeginPayment) => Ok(Pending),
        (Held | Pending, Confirm) => Ok(Confirmed),
        (Pending, RefusePayment) => Ok(Held),
        (Held | Pending, Expire) => Ok(Expired),
        (Held | Pending | Confirmed, Cancel) => Ok(Cancelled),
        (Confirmed | NoShow, Complete) => Ok(Completed),
        (Confirmed | Completed, MarkNoShow) => Ok(NoShow),
        (Held | Confirmed, Reschedule) => Ok(from),
        (Held, RefusePayment | Complete | MarkNoShow)
        | (Pending, BeginPayment | Complete | MarkNoShow | Reschedule)
        | (Confirmed, BeginPayment | RefusePayment | Confirm | Expire)
        | (Completed, BeginPayment | RefusePayment | Confirm | Cancel | Expire | Complete | Reschedule)
        | (NoShow, BeginPayment | RefusePayment | Confirm | Cancel | Expire | MarkNoShow | Reschedule)
        | (Cancelled | Expired, _) => Err(Illegal { from, action }),
    }
}

/// One change of a booking and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// The state before; none for the booking's making.
    #[schema(value_type = Option<BookingStatus>)]
    pub from: Option<State>,
    /// The state after.
    #[schema(value_type = BookingStatus)]
    pub to: State,
    /// When.
    pub at: DateTime<Utc>,
    /// Who: `user:<id>`, `service:<name>`.
    pub actor: String,
    /// Why, as the actor gave it or as a stable code.
    pub reason: Option<String>,
    /// What the change gives back of what was paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund: Option<Money>,
    /// Where it brought an objection to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objection: Option<ObjectionStatus>,
}

impl State {
    /// Every state, in the order of a booking's life.
    pub const ALL: [State; 7] =
        [Self::Held, Self::Pending, Self::Confirmed, Self::Cancelled, Self::Completed, Self::NoShow, Self::Expired];

    /// The state's name on the wire and in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Pending => "pending",
            Self::Confirmed => "confirmed",
            Self::Cancelled => "cancelled",
            Self::Completed => "completed",
            Self::NoShow => "no_show",
            Self::Expired => "expired",
        }
    }

    /// Whether the booking takes its slot from others.
    pub const fn claims(self) -> bool {
        matches!(self, Self::Held | Self::Pending | Self::Confirmed | Self::Completed | Self::NoShow)
    }

    /// Whether nothing can happen to it any more.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Cancelled | Self::Expired)
    }
}

impl From<State> for BookingStatus {
    fn from(state: State) -> Self {
        match state {
            State::Held => Self::Held,
            State::Pending => Self::Pending,
            State::Confirmed => Self::Confirmed,
            State::Cancelled => Self::Cancelled,
            State::Completed => Self::Completed,
            State::NoShow => Self::NoShow,
            State::Expired => Self::Expired,
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for State {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|state| state.name() == text)
            .ok_or_else(|| format!("'{text}' is no state of a booking"))
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BeginPayment => "begin a payment",
            Self::RefusePayment => "have its payment refused",
            Self::Confirm => "be confirmed",
            Self::Cancel => "be cancelled",
            Self::Expire => "expire",
            Self::Complete => "be completed",
            Self::MarkNoShow => "be marked as a no-show",
            Self::Reschedule => "be moved",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_change_only_as_listed() {
        use Action::{BeginPayment, Cancel, Complete, Confirm, Expire, MarkNoShow, RefusePayment, Reschedule};
        use State::{Cancelled, Completed, Confirmed, Expired, Held, NoShow, Pending};
        let allowed = [
            (Held, BeginPayment, Pending),
            (Held, Confirm, Confirmed),
            (Held, Cancel, Cancelled),
            (Held, Expire, Expired),
            (Held, Reschedule, Held),
            (Pending, Confirm, Confirmed),
            (Pending, RefusePayment, Held),
            (Pending, Cancel, Cancelled),
            (Pending, Expire, Expired),
            (Confirmed, Cancel, Cancelled),
            (Confirmed, Complete, Completed),
            (Confirmed, MarkNoShow, NoShow),
            (Confirmed, Reschedule, Confirmed),
            (Completed, MarkNoShow, NoShow),
            (NoShow, Complete, Completed),
        ];
        let actions = [BeginPayment, RefusePayment, Confirm, Cancel, Expire, Complete, MarkNoShow, Reschedule];
        for from in State::ALL {
            for action in actions {
                let listed =
                    allowed.iter().find(|(state, acted, _)| (*state, *acted) == (from, action)).map(|(_, _, to)| *to);
                assert_eq!(next(from, action).ok(), listed, "{from} {action}");
            }
        }
    }

    #[test]
    fn names_go_both_ways() {
        for state in State::ALL {
            assert_eq!(state.name().parse::<State>(), Ok(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.name());
        }
        assert_eq!(
            Illegal { from: State::Expired, action: Action::Confirm }.to_string(),
            "a booking that is expired cannot be confirmed"
        );
    }
}
