//! Audit's refusals and how they read to clients.

use plaza_core::Fault;

/// Why audit refuses.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The cursor is not one of ours.
    #[error("no cursor")]
    Cursor,
    /// The time span is empty or too long.
    #[error("the span is wrong: {0}")]
    Span(&'static str),
    /// A field breaks a rule.
    #[error(transparent)]
    Invalid(#[from] Fault),
    /// The database.
    #[error(transparent)]
    Database(#[from] plaza_db::Error),
}

/// The result of audit's own functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::Cursor => Fault::invalid("cursor", "must be the 'next' of an earlier page, unchanged"),
            Error::Span(message) => Fault::invalid("from", message),
            Error::Invalid(fault) => fault,
            Error::Database(error) => error.into(),
        }
    }
}
