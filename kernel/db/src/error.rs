//! What a database may answer, sorted by what the caller can do about it.

use plaza_core::Fault;
use sqlx::error::ErrorKind;

/// The result of a statement.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a statement failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A constraint of ours said no; its name tells which rule.
    #[error("constraint {name}")]
    Constraint {
        /// Name of the constraint or index.
        name: String,
        /// Sort of constraint.
        kind: ErrorKind,
        /// The database's own words, for the log.
        #[source]
        source: Box<sqlx::Error>,
    },
    /// Another request holds the same idempotency key just now.
    #[error("the idempotency key is in use")]
    KeyInUse,
    /// Deadlock or serialization failure: nothing was written, do it again.
    #[error("the transaction has to be repeated")]
    Repeat(#[source] Box<sqlx::Error>),
    /// The server cannot be reached or is shutting down: the outcome of a commit is unknown.
    #[error("the database cannot be reached")]
    Unreachable(#[source] Box<sqlx::Error>),
    /// A text holds a character that PostgreSQL cannot keep: U+0000 or broken UTF-8.
    #[error("a text that cannot be kept")]
    Unstorable(#[source] Box<sqlx::Error>),
    /// A bug of ours.
    #[error("unexpected")]
    Unexpected(#[source] Box<sqlx::Error>),
}

impl Error {
    /// Whether this constraint refused the write.
    pub fn is_constraint(&self, wanted: &str) -> bool {
        matches!(self, Self::Constraint { name, .. } if name == wanted)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::Database(db) = &error {
            let code = db.code().unwrap_or_default();
            if let Some(name) = db.constraint() {
                return Self::Constraint { name: name.to_owned(), kind: db.kind(), source: Box::new(error) };
            }
            return match &*code {
                "40001" | "40P01" => Self::Repeat(Box::new(error)),
                "22021" | "22P05" => Self::Unstorable(Box::new(error)),
                // Shutting down, crash recovery, too many connections (PostgreSQL, appendix A, classes 53 and 57).
                code if code.starts_with("57P") || code.starts_with("53") || code.starts_with("08") => {
                    Self::Unreachable(Box::new(error))
                }
                _ => Self::Unexpected(Box::new(error)),
            };
        }
        match error {
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Tls(_)
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Protocol(_) => Self::Unreachable(Box::new(error)),
            other => Self::Unexpected(Box::new(other)),
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match &error {
            Error::KeyInUse => Fault::conflict(
                "idempotency.in_use",
                "A request with this Idempotency-Key is still running. Ask again in a moment.",
            ),
            Error::Repeat(source) => {
                tracing::info!(error = %source, "a transaction has to be repeated");
                Fault::unavailable("database.busy", "Too many people changed the same thing at once. Try again.")
            }
            Error::Unreachable(source) => {
                tracing::warn!(error = %source, "the database cannot be reached");
                Fault::unavailable("database.unreachable", "Our database cannot be reached just now. Try again.")
            }
            Error::Unstorable(_) => {
                Fault::invalid("body", "a text holds a character that cannot be kept, such as U+0000: take it out")
            }
            Error::Constraint { source, .. } | Error::Unexpected(source) => {
                tracing::error!(error = %source, "a statement failed");
                Fault::internal()
            }
        }
    }
}
