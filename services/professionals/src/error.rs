//! What professionals refuse, and how it looks to others.

use plaza_core::{Fault, Kind};
use plaza_files::pictures::PictureError;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A field breaks a rule.
    #[error("{field}: {message}")]
    Invalid {
        /// Path of the field.
        field: String,
        /// What to change.
        message: String,
    },
    /// The person has no profile.
    #[error("no profile")]
    NoProfile,
    /// The person has a profile already.
    #[error("a profile exists")]
    Exists,
    /// No professional that the asker may see has the id.
    #[error("no such professional")]
    NotFound,
    /// Somebody else changed it since it was read.
    #[error("changed meanwhile")]
    Stale {
        /// Its version now.
        now: i32,
    },
    /// A profile lacks what clients need to see.
    #[error("incomplete")]
    Incomplete {
        /// What, by code.
        missing: Vec<&'static str>,
    },
    /// An operator took the profile down.
    #[error("suspended")]
    Suspended,
    /// What is to be restored is not suspended.
    #[error("not suspended")]
    NotSuspended,
    /// Nobody judges their own profile.
    #[error("one's own profile")]
    OwnProfile,
    /// The portfolio has no such item.
    #[error("no such item")]
    NoItem,
    /// The portfolio is full.
    #[error("the portfolio is full")]
    PortfolioFull {
        /// How many it holds.
        most: usize,
    },
    /// No picture has the address.
    #[error("no such picture")]
    NoPicture,
    /// An upload is no picture we take.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The search is not loaded yet.
    #[error("the search is starting")]
    SearchStarting,
    /// What is free cannot be told.
    #[error("what is free is unknown")]
    AvailabilityUnknown,
    /// Files cannot be kept or read.
    #[error(transparent)]
    Files(#[from] plaza_files::Error),
    /// Another service refused.
    #[error(transparent)]
    Other(#[from] Fault),
    /// The database refused.
    #[error(transparent)]
    Db(#[from] plaza_db::Error),
}

/// What most functions here answer.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A field that breaks a rule.
    pub fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid { field: field.into(), message: message.into() }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid { field, message } => Fault::invalid(&field, message),
            Error::NoProfile => Fault::not_found(
                "professionals.no_profile",
                "You have no professional profile here. Make one with POST /professionals/me.",
            ),
            Error::Exists => Fault::conflict(
                "professionals.exists",
                "You have a professional profile already. Change it with PUT /professionals/me.",
            ),
            Error::NotFound => {
                Fault::not_found("professionals.not_found", "This organisation shows no professional with this id.")
            }
            Error::Stale { now } => stale(now),
            Error::Incomplete { missing } => incomplete(&missing),
            Error::Suspended => Fault::refused(
                "professionals.suspended",
                "An operator took this profile down. Ask them what to change; they can restore it.",
            ),
            Error::NotSuspended => {
                Fault::conflict("professionals.not_suspended", "The profile is not suspended: nothing to restore.")
            }
            Error::OwnProfile => Fault::forbidden(
                "professionals.own_profile",
                "This profile is your own. Another manager has to decide on it; you take it back with PUT /professionals/me/status.",
            ),
            Error::NoItem => Fault::not_found("professionals.no_such_item", "Your portfolio has no item with this id."),
            Error::PortfolioFull { most } => Fault::refused(
                "professionals.portfolio_full",
                format!("A portfolio holds {most} pictures. Remove one first."),
            ),
            Error::NoPicture => {
                Fault::not_found("professionals.no_such_picture", "There is no picture at this address.")
            }
            Error::Picture(error) => picture(&error),
            Error::SearchStarting => Fault::unavailable(
                "professionals.search_starting",
                "The search is being made ready. Ask again in a few seconds.",
            ),
            Error::AvailabilityUnknown => Fault::unavailable(
                "professionals.availability_unknown",
                "Who is free cannot be told just now. Ask again in a moment, or leave 'from' and 'to' out.",
            ),
            Error::Files(error) => error.into(),
            Error::Other(fault) => fault,
            Error::Db(error) => error.into(),
        }
    }
}

fn stale(now: i32) -> Fault {
    let message = format!(
        "The profile changed since you read it: it is at version {now}. Read it again, then send your change with that version."
    );
    Fault::conflict("professionals.changed_meanwhile", message).with("version", now)
}

fn incomplete(missing: &[&str]) -> Fault {
    let message = format!("Clients cannot see it yet: it lacks {}.", missing.join(", "));
    Fault::refused("professionals.incomplete", message).with("missing", missing)
}

fn picture(error: &PictureError) -> Fault {
    let message = format!("{error}.");
    match error {
        PictureError::TooLarge | PictureError::TooManyPixels(..) => {
            Fault::new(Kind::TooLarge, "professionals.picture_too_large", message)
        }
        PictureError::Unknown | PictureError::Damaged => Fault::refused("professionals.no_picture", message),
    }
}
