//! Everything verification refuses, and the fault each becomes. Nothing of a person's details or documents is in any.

use plaza_core::{Fault, Kind};
use plaza_verification_api::CaseStatus;

use crate::documents::upload::LARGEST;
use crate::domain::case::Illegal;
use crate::seal::SealError;

/// Why a request about verification fails.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such case for whoever asks.
    #[error("no such case")]
    NotFound,
    /// No such document for whoever asks.
    #[error("no such document")]
    DocumentNotFound,
    /// The case's state, or who asks, does not allow it.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// Something is missing before it can be submitted.
    #[error("incomplete")]
    Incomplete(Vec<&'static str>),
    /// The upload is no file we take.
    #[error("unsupported")]
    Unsupported,
    /// The upload is too large.
    #[error("too large")]
    TooLarge,
    /// Something sealed does not open, or its file is gone.
    #[error("it does not open: {0}")]
    Unreadable(String),
    /// The database.
    #[error(transparent)]
    Database(#[from] plaza_db::Error),
    /// The file store's answer or another fault, passed on.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The result of verification's own functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

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

impl From<SealError> for Error {
    fn from(error: SealError) -> Self {
        Self::Unreadable(error.to_string())
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Fault::not_found(
                "verification.not_found",
                "There is no such case. The queue lists them: GET /operations/verification.",
            ),
            Error::DocumentNotFound => Fault::not_found(
                "verification.document_not_found",
                "There is no such document. Check its id, or list yours with GET /verification.",
            ),
            Error::Illegal(illegal) => refused(illegal),
            Error::Incomplete(missing) => Fault::refused(
                "verification.incomplete",
                format!("Some steps are still to be done: {}.", missing.join(", ")),
            )
            .with("missing", missing),
            Error::Unsupported => Fault::refused(
                "verification.document_unsupported",
                "The body is no file we take: send a JPEG, PNG, WebP or PDF file.",
            ),
            Error::TooLarge => Fault::new(
                Kind::TooLarge,
                "verification.document_too_large",
                format!("The file may have {} MiB. Make it smaller and send it again.", LARGEST / 1024 / 1024),
            ),
            Error::Unreadable(why) => {
                tracing::error!(why, "something sealed cannot be opened");
                Fault::new(
                    Kind::Internal,
                    "verification.unreadable",
                    "What was kept cannot be opened. Tell the operator; sending it again helps too.",
                )
            }
            Error::Database(error) => error.into(),
            Error::Fault(fault) => fault,
        }
    }
}

fn refused(illegal: Illegal) -> Fault {
    match illegal {
        Illegal::WrongState(status) => {
            Fault::conflict("verification.wrong_state", format!("It cannot be done: {illegal}.")).with("state", status)
        }
        Illegal::NotYet { from } => Fault::conflict(
            "verification.wrong_state",
            format!("It is approved and counts: {illegal}. Come back then."),
        )
        .with("state", CaseStatus::Approved)
        .with("renewableFrom", from),
        Illegal::OwnCase => {
            Fault::forbidden("verification.own_case", "Nobody reviews their own case. Ask somebody else to.")
        }
        Illegal::Taken(by) => Fault::conflict(
            "verification.taken",
            "Another reviewer has this case. Take another one, or ask them to release it.",
        )
        .with("reviewer", by),
        Illegal::NotTaken => {
            Fault::conflict("verification.not_taken", "Take the case first: POST /operations/verification/{id}/take.")
        }
    }
}
