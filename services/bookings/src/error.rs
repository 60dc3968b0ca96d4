//! Everything bookings refuse, and the fault each becomes.

use plaza_core::{Fault, Kind, Locale, Money};

use serde_json::Value;

use crate::domain::booking::Illegal;
use crate::domain::price::Unpriceable;
use crate::domain::refusal::Refusal;

/// Why a request about bookings fails.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such booking in the organisation.
    #[error("no such booking")]
    NotFound,
    /// What is refused of a booking of a person's time.
    #[error(transparent)]
    Hour(#[from] HourError),
    /// No such closure in the organisation.
    #[error("no such closure")]
    ClosureNotFound,
    /// A rule, the opening hours or another booking says no.
    #[error("{}", refusal.code())]
    Refused {
        /// Which rule and its value.
        refusal: Refusal,
        /// Up to three slots that could be booked instead.
        alternatives: Vec<Value>,
        /// The reader's language.
        locale: Locale,
    },
    /// The booking's state does not allow it.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// A payment is under way: its outcome decides.
    #[error("a payment is under way")]
    PaymentUnderWay,
    /// The hold ran out before it was paid.
    #[error("the hold has run out")]
    HoldExpired,
    /// The new time costs more.
    #[error("the new time costs {difference} more")]
    PriceDiffers {
        /// What it would cost on top.
        difference: Money,
        /// The price of the new time.
        price: Money,
    },
    /// A closure meets bookings that stand.
    #[error("bookings stand in the way")]
    ClosureConflicts {
        /// The bookings.
        bookings: Vec<Value>,
    },
    /// The booking was changed by somebody else meanwhile.
    #[error("changed meanwhile")]
    Changed,
    /// The operator's rates cannot price the slot.
    #[error(transparent)]
    Unpriceable(#[from] Unpriceable),
    /// The database.
    #[error(transparent)]
    Database(#[from] plaza_db::Error),
    /// Another service's answer, passed on.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What is refused of a booking of a person's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HourError {
    /// Whose time it is asks for what only the booker or an operator does.
    #[error("not for whose time it is")]
    NotForHosts,
    /// An operator decides on a person's time that they booked themselves.
    #[error("their own booking")]
    OwnBooking,
    /// A person's time is confirmed without payment.
    #[error("it pays a person")]
    PaysAPerson,
    /// What was paid is the host's by now.
    #[error("settled")]
    Settled,
    /// The host says what it was after an operator has.
    #[error("decided")]
    Decided,
    /// Nothing is held of it.
    #[error("nothing is held")]
    NotHeld,
    /// Somebody but who booked objects.
    #[error("for who booked")]
    ForBookers,
    /// An objection to what has not begun.
    #[error("not begun")]
    NotBegun,
    /// A second objection.
    #[error("objected before")]
    Objected,
    /// No objection is open.
    #[error("no objection")]
    NoObjection,
    /// Somebody books their own time.
    #[error("their own time")]
    OwnTime,
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Fault::not_found(
                "bookings.not_found",
                "There is no such booking. Check its id, or list yours with GET /bookings.",
            ),
            Error::Hour(refused) => refused.into(),
            Error::ClosureNotFound => Fault::not_found(
                "bookings.closure_not_found",
                "There is no such closure. List them with GET /bookings/closures.",
            ),
            Error::Refused { refusal, alternatives, locale } => refused(&refusal, &alternatives, locale),
            Error::Illegal(illegal) => {
                Fault::conflict("bookings.wrong_state", format!("It cannot be done: {illegal}."))
                    .with("state", illegal.from.name())
            }
            Error::PaymentUnderWay => Fault::conflict(
                "bookings.payment_under_way",
                "A payment is under way. Wait for its outcome, or cancel the booking.",
            ),
            Error::HoldExpired => Fault::conflict(
                "bookings.hold_expired",
                "The time to pay has run out and the slot was given back. Book again.",
            ),
            Error::PriceDiffers { difference, price } => Fault::conflict(
                "bookings.price_differs",
                format!("The new time costs {difference} more. Cancel and book again, or ask the operator to move it."),
            )
            .with("difference", difference)
            .with("price", price),
            Error::ClosureConflicts { bookings } => Fault::conflict(
                "bookings.closure_conflicts",
                "Bookings stand in that time. Move or cancel them first; they are listed.",
            )
            .with("bookings", bookings),
            Error::Changed => {
                Fault::conflict("bookings.changed", "The booking was changed meanwhile. Read it again and repeat.")
            }
            Error::Unpriceable(_) => Fault::refused(
                "bookings.unpriceable",
                "The rates of this resource cannot price that time. Tell the operator.",
            ),
            Error::Database(error) => error.into(),
            Error::Fault(fault) => fault,
        }
    }
}

/// What is taken is a conflict with the present state; the rest are rules of the business.
fn refused(refusal: &Refusal, alternatives: &[Value], locale: Locale) -> Fault {
    let kind = match refusal {
        Refusal::SlotTaken | Refusal::Blackout { .. } => Kind::Conflict,
        Refusal::MembersOnly => Kind::Forbidden,
        _ => Kind::Refused,
    };
    Fault::new(kind, refusal.code(), refusal.message(locale)).with("rule", refusal).with("alternatives", alternatives)
}

impl From<HourError> for Fault {
    fn from(error: HourError) -> Self {
        match error {
            HourError::NotForHosts => Fault::forbidden(
                "bookings.not_for_hosts",
                "It is a booking of your time: you can cancel it, or mark that nobody came. The rest is up to who booked, or an operator.",
            ),
            HourError::OwnBooking => Fault::forbidden(
                "bookings.own_booking",
                "You booked this person's time yourself: another manager decides on it.",
            ),
            HourError::PaysAPerson => Fault::refused(
                "bookings.pays_a_person",
                "A person's time is paid through the platform: let who booked it pay, or cancel it.",
            ),
            HourError::Settled => Fault::conflict(
                "bookings.settled",
                "The time to object is over: what was paid belongs to whose time it was.",
            ),
            HourError::Decided => Fault::conflict(
                "bookings.decided",
                "An operator has said what it was. Tell them if you see it otherwise.",
            ),
            HourError::NotHeld => Fault::conflict(
                "bookings.not_held",
                "Nothing is held of this booking. POST /payments/{id}/refunds gives back what the organisation sold.",
            ),
            HourError::ForBookers => Fault::forbidden(
                "bookings.for_bookers",
                "Only who booked objects to an hour. An operator gives back with POST /bookings/{id}/refunds.",
            ),
            HourError::NotBegun => Fault::refused(
                "bookings.not_started",
                "It has not begun. Until it does it can be moved or cancelled; from its start on it can be objected to.",
            ),
            HourError::Objected => Fault::conflict(
                "bookings.objected",
                "You have objected to this booking before: its page says how that stands.",
            ),
            HourError::NoObjection => Fault::conflict("bookings.no_objection", "No objection to this booking is open."),
            HourError::OwnTime => Fault::refused("bookings.own_time", "It is your own time: nobody hires themselves."),
        }
    }
}
