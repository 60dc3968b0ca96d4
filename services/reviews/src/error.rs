//! Why reviews refuses, with stable codes.

use plaza_core::{Fault, Instant};

use crate::domain::review::Wrong;

/// The result of a command or query of this service.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong here.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing that this person could review.
    #[error("nothing to review")]
    NoChance,
    /// No such review in this organisation, or not shown to this person.
    #[error("no such review")]
    NoReview,
    /// Once each.
    #[error("reviewed already")]
    AlreadyReviewed,
    /// Too late.
    #[error("the time to review ended at {0}")]
    TimeIsOver(Instant),
    /// Only who is reviewed answers.
    #[error("not the reviewed")]
    NotTheReviewed,
    /// An answer is given once.
    #[error("answered already")]
    AlreadyReplied,
    /// Nobody judges a review of their own, nor one about themselves.
    #[error("one's own review")]
    OwnReview,
    /// Not while the review is like this.
    #[error("the review is {0}")]
    WrongState(&'static str),
    /// Text or stars out of bounds.
    #[error(transparent)]
    Wrong(#[from] Wrong),
    /// The database.
    #[error(transparent)]
    Db(#[from] plaza_db::Error),
    /// Another service's refusal, or a field's, passed on.
    #[error(transparent)]
    Passed(#[from] Fault),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::NoChance => Fault::not_found(
                "reviews.nothing_to_review",
                "There is nothing of yours to review under this id. Reviews open when the work or the stay is completed, and of hours only when they were paid.",
            ),
            Error::NoReview => Fault::not_found("reviews.no_such_review", "There is no such review."),
            Error::AlreadyReviewed => {
                Fault::conflict("reviews.already_reviewed", "You have reviewed this. A review is written once.")
            }
            Error::TimeIsOver(at) => Fault::conflict(
                "reviews.time_is_over",
                format!("The time to review this ended on {}.", at.format("%Y-%m-%d")),
            ),
            Error::NotTheReviewed => Fault::forbidden(
                "reviews.not_the_reviewed",
                "Only who is reviewed, or whose time was, can answer a review.",
            ),
            Error::AlreadyReplied => Fault::conflict("reviews.already_replied", "This review has its answer."),
            Error::OwnReview => Fault::forbidden(
                "reviews.own_review",
                "You wrote this review or it is about you. Another manager has to decide on it.",
            ),
            Error::WrongState(state) => {
                Fault::conflict("reviews.wrong_state", format!("The review is {state}, so this cannot be done."))
                    .with("state", state)
            }
            Error::Wrong(wrong) => Fault::invalid(wrong.field, wrong.message),
            Error::Db(error) => error.into(),
            Error::Passed(fault) => fault,
        }
    }
}
