//! Everything orders refuse, and the fault each becomes.

use plaza_core::{Currency, Fault, Kind, Money};
use plaza_orders_api::MilestoneId;

use crate::domain::offer::OPEN_AT_ONCE;
use crate::domain::work::Refusal;
use crate::domain::{offer, purchase};

/// Why a request about offers and orders fails.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such order in the organisation, or somebody else's.
    #[error("no such order")]
    NotFound,
    /// No such offer in the organisation, or somebody else's.
    #[error("no such offer")]
    OfferNotFound,
    /// No conversation of the two.
    #[error("no such conversation")]
    ConversationNotFound,
    /// One of the two receives nothing from the other.
    #[error("the conversation is blocked")]
    ConversationBlocked,
    /// An operator closed the conversation.
    #[error("the conversation is closed")]
    ConversationClosed,
    /// The client has as many offers of the professional to answer as one can have.
    #[error("too many open offers")]
    TooManyOffers,
    /// No such gig, or not one's own.
    #[error("no such gig")]
    GigNotFound,
    /// No such file of the order.
    #[error("no such file")]
    FileNotFound,
    /// Only who has a published profile offers work.
    #[error("no published profile")]
    NotAProfessional,
    /// The professional takes no work just now.
    #[error("the professional is not to be hired")]
    ProfessionalUnavailable,
    /// The offer's state does not allow it.
    #[error(transparent)]
    Offer(#[from] offer::Refusal),
    /// Its time is over.
    #[error("the offer has expired")]
    OfferExpired,
    /// The gig cannot be bought so.
    #[error(transparent)]
    Purchase(#[from] purchase::Refusal),
    /// The order's state does not allow it.
    #[error("{refusal}")]
    Refused {
        /// Why.
        refusal: Refusal,
        /// Of its amounts.
        currency: Currency,
    },
    /// Another part of the work comes first.
    #[error("another milestone is worked on")]
    MilestoneNotCurrent {
        /// Which; none when all are done.
        current: Option<MilestoneId>,
    },
    /// Nobody decides their own dispute.
    #[error("one's own dispute")]
    OwnDispute,
    /// The order was changed by somebody else meanwhile.
    #[error("changed meanwhile")]
    Changed,
    /// The database.
    #[error(transparent)]
    Database(#[from] plaza_db::Error),
    /// Another service's answer, passed on.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

impl From<plaza_files::Error> for Error {
    fn from(error: plaza_files::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => {
                Fault::not_found("orders.not_found", "There is no such order. List yours with GET /orders.")
            }
            Error::OfferNotFound => {
                Fault::not_found("orders.offer_not_found", "There is no such offer. List yours with GET /offers.")
            }
            Error::ConversationNotFound => Fault::not_found(
                "orders.conversation_not_found",
                "There is no conversation of you two under this id. Open one with POST /conversations.",
            ),
            Error::GigNotFound => Fault::not_found("orders.gig_not_found", "There is no such gig. Check its id."),
            Error::FileNotFound => {
                Fault::not_found("orders.file_not_found", "There is no such file of this order. Upload it first.")
            }
            Error::NotAProfessional => Fault::forbidden(
                "orders.not_a_professional",
                "Only who has a published professional profile offers work. Publish yours first.",
            ),
            Error::ProfessionalUnavailable => Fault::conflict(
                "orders.professional_unavailable",
                "This professional takes no work just now. Ask somebody else.",
            ),
            Error::Offer(refusal) => offer_refused(refusal),
            Error::OfferExpired => {
                Fault::conflict("orders.offer_expired", "Nobody answered this offer in time. Ask for a new one.")
            }
            Error::Purchase(refusal) => purchase_refused(refusal),
            Error::Refused { refusal, currency } => refused(refusal, currency),
            Error::MilestoneNotCurrent { current } => {
                Fault::conflict("orders.milestone_not_current", "Another part comes first: 'current' names it.")
                    .with("current", current)
            }
            Error::OwnDispute => Fault::forbidden(
                "orders.own_dispute",
                "You are one of the two sides. Another manager has to decide this dispute.",
            ),
            Error::Changed => Fault::conflict("orders.changed", "It was changed meanwhile. Read it again and repeat."),
            Error::Database(error) => error.into(),
            Error::Fault(fault) => fault,
            Error::ConversationBlocked | Error::ConversationClosed | Error::TooManyOffers => not_to_be_offered(&error),
        }
    }
}

/// Refusals of an offer before it is written.
fn not_to_be_offered(error: &Error) -> Fault {
    match error {
        Error::ConversationBlocked => Fault::refused(
            "orders.conversation_blocked",
            "One of you two has blocked the other: no offers are made here until that is taken back.",
        ),
        Error::ConversationClosed => Fault::refused(
            "orders.conversation_closed",
            "An operator has closed this conversation: no more offers are made here.",
        ),
        _ => Fault::refused(
            "orders.too_many_offers",
            format!("This client has {OPEN_AT_ONCE} open offers of yours to answer. Wait, or withdraw one."),
        )
        .with("limit", OPEN_AT_ONCE),
    }
}

fn offer_refused(refusal: offer::Refusal) -> Fault {
    match refusal {
        offer::Refusal::WrongState(status) => {
            let message = format!("It cannot be done: the offer is {}.", status.name());
            Fault::conflict("orders.offer_wrong_state", message).with("state", status)
        }
        offer::Refusal::NotYourTurn(awaits) => {
            Fault::conflict("orders.not_your_turn", "The other side has to answer it. Wait, or take it back.")
                .with("awaits", awaits)
        }
        offer::Refusal::YourTurn => {
            Fault::conflict("orders.your_turn", "It waits for your own answer: accept, counter or reject it.")
        }
    }
}

fn purchase_refused(refusal: purchase::Refusal) -> Fault {
    match refusal {
        purchase::Refusal::NotForSale => {
            Fault::conflict("orders.gig_not_for_sale", "This gig is not for sale just now. Choose another one.")
        }
        purchase::Refusal::Own => Fault::refused("orders.own_gig", "This gig is your own. Nobody hires themselves."),
        purchase::Refusal::Unknown(field) => Fault::invalid(field, "names something that this gig does not have"),
        purchase::Refusal::Unanswered { question, text } => {
            Fault::refused("orders.question_unanswered", format!("The professional needs an answer to: {text}"))
                .with("questionId", question)
        }
        purchase::Refusal::Unpriceable => {
            Fault::refused("orders.gig_unpriceable", "The prices of this gig do not add up. Tell the professional.")
        }
        purchase::Refusal::Field(fault) => fault,
    }
}

fn refused(refusal: Refusal, currency: Currency) -> Fault {
    match refusal {
        Refusal::WrongState(status) => {
            let message = format!("It cannot be done: the order is {}.", status.name());
            Fault::conflict("orders.wrong_state", message).with("state", status)
        }
        Refusal::NotYours(_) => {
            Fault::forbidden("orders.not_for_you", "Another side of this order does that, not you.")
        }
        Refusal::NoRevisionsLeft(agreed) => Fault::new(
            Kind::Refused,
            "orders.no_revisions_left",
            format!("All {agreed} agreed revisions are used. Accept the work, agree on more in a new offer, or open a dispute."),
        )
        .with("revisions", agreed),
        Refusal::NothingAsked => {
            Fault::conflict("orders.nothing_asked", "There is nothing to answer: nobody asks for it any more.")
        }
        Refusal::AskedAlready => {
            Fault::conflict("orders.asked_already", "It was asked before and waits for an answer.")
        }
        Refusal::SplitDiffers(held) => {
            let held = Money::new(held, currency);
            let message = format!("The two amounts must add up to what is held, {held}, and neither be below zero.");
            Fault::refused("orders.split_differs", message).with("held", held)
        }
        Refusal::NotDue => Fault::conflict("orders.not_due", "The time for this has not come."),
    }
}
