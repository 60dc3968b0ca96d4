//! What resources refuse, and how it looks to others.

use plaza_core::{Fault, Kind};

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
    /// No resource of this organisation has the id.
    #[error("no such resource")]
    NoResource,
    /// No location of this organisation has the id.
    #[error("no such location")]
    NoLocation,
    /// The location has no exception on the date.
    #[error("no such exception")]
    NoException,
    /// The body names a location that is not there.
    #[error("the location is not there")]
    LocationUnknown,
    /// The body names a category that is not there.
    #[error("no such category")]
    CategoryUnknown {
        /// What was asked for.
        slug: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A category of this slug is there already.
    #[error("the category {0} exists")]
    CategoryExists(String),
    /// Somebody else changed it since it was read.
    #[error("changed meanwhile")]
    Stale {
        /// Its version now.
        now: i32,
    },
    /// An operator archived somebody's time: they do not bring it back themselves.
    #[error("archived by an operator")]
    Archived,
    /// No picture has the id.
    #[error("no such photo")]
    PhotoNotFound,
    /// The body is no picture.
    #[error("no photo")]
    NoPhoto,
    /// The picture is too large.
    #[error("the photo is too large")]
    PhotoTooLarge {
        /// What is allowed.
        limit_kib: usize,
    },
    /// Bookings cannot be asked what is free.
    #[error("what is free is unknown")]
    AvailabilityUnknown,
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
            Error::NoResource => {
                Fault::not_found("resources.not_found", "This organisation has no resource with this id.")
            }
            Error::NoLocation => {
                Fault::not_found("resources.location_not_found", "This organisation has no location with this id.")
            }
            Error::NoException => {
                Fault::not_found("resources.exception_not_found", "The location has no exception on this date.")
            }
            Error::LocationUnknown => Fault::refused(
                "resources.location_unknown",
                "locationId: this organisation has no such location. Make it with POST /locations first.",
            ),
            Error::CategoryUnknown { slug, known } => {
                let message = format!(
                    "category: there is no '{slug}'. Use one of {} or make it with POST /categories first.",
                    known.join(", ")
                );
                Fault::refused("resources.category_unknown", message).with("categories", known)
            }
            Error::CategoryExists(slug) => {
                Fault::conflict("resources.category_exists", format!("The category '{slug}' exists already."))
            }
            Error::Stale { now } => {
                let message = format!(
                    "Somebody changed it since you read it: it is at version {now}. Read it again, then send your change with that version."
                );
                Fault::conflict("resources.changed_meanwhile", message).with("version", now)
            }
            Error::Archived => Fault::conflict(
                "resources.archived",
                "An operator took your time off the catalogue. Ask an operator of this organisation to bring it back.",
            ),
            Error::PhotoNotFound => Fault::not_found("resources.photo_not_found", "There is no photo with this id."),
            Error::NoPhoto => {
                Fault::refused("resources.no_photo", "The body is no picture we show: send a JPEG, PNG or WebP file.")
            }
            Error::PhotoTooLarge { limit_kib } => Fault::new(
                Kind::TooLarge,
                "resources.photo_too_large",
                format!("The photo may have {limit_kib} KiB. Make it smaller, for example 1,600 pixels wide."),
            ),
            Error::AvailabilityUnknown => Fault::new(
                Kind::Unavailable,
                "resources.availability_unknown",
                "What is free cannot be told just now. Ask again in a moment, or leave 'from' and 'to' out.",
            ),
            Error::Other(fault) => fault,
            Error::Db(error) => error.into(),
        }
    }
}
