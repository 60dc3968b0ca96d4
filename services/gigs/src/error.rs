//! Everything gigs refuse, and the fault each becomes.

use plaza_core::{Currency, Fault, Kind};
use plaza_files::pictures::{LARGEST, PictureError};

use crate::domain::life::Illegal;
use crate::images::MOST;

/// Why a request about gigs fails.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such gig for whoever asks.
    #[error("no such gig")]
    NotFound,
    /// No such picture.
    #[error("no such picture")]
    ImageNotFound,
    /// Whoever asks has no professional profile.
    #[error("no profile")]
    NoProfile,
    /// The profile is not published.
    #[error("the profile is not published")]
    ProfileNotPublished,
    /// Prices are in another currency than the organisation's.
    #[error("another currency than {0}")]
    Currency(Currency),
    /// What trades there are could not be asked.
    #[error("which trades there are is unknown: {0}")]
    TradesUnknown(Fault),
    /// The search took too long.
    #[error("the search took too long")]
    SearchTooLong,
    /// The gig's state does not allow it.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// Nobody judges their own gig.
    #[error("one's own gig")]
    OwnGig,
    /// Somebody changed it meanwhile.
    #[error("changed meanwhile")]
    Changed {
        /// Its version now.
        now: i32,
    },
    /// It has as many pictures as a gig may have.
    #[error("too many pictures")]
    TooManyImages,
    /// An upload is no picture we take.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The database.
    #[error(transparent)]
    Database(#[from] plaza_db::Error),
    /// Another fault, passed on.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The result of gigs' own functions.
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

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => {
                Fault::not_found("gigs.not_found", "There is no such gig. Check its id, or look for it with GET /gigs.")
            }
            Error::ImageNotFound => Fault::not_found("gigs.image_not_found", "There is no such picture."),
            Error::NoProfile => Fault::refused(
                "gigs.no_profile",
                "Only professionals sell. Make your profile first: POST /professionals/me.",
            ),
            Error::ProfileNotPublished => Fault::refused(
                "gigs.profile_not_published",
                "Clients buy from published profiles only. Publish yours first, then the gig.",
            ),
            Error::Currency(currency) => Fault::refused(
                "gigs.currency",
                format!("Prices here are in {currency}. Give all of them in that currency."),
            )
            .with("currency", currency),
            Error::TradesUnknown(cause) => {
                tracing::warn!(%cause, "which trades there are is unknown");
                Fault::unavailable("gigs.trades_unknown", "Trades cannot be checked just now. Ask again in a moment.")
            }
            Error::SearchTooLong => Fault::unavailable(
                "gigs.search_too_long",
                "The search takes too long just now. Ask again in a moment, or with fewer words.",
            ),
            Error::Illegal(illegal) => {
                Fault::conflict("gigs.wrong_state", format!("It cannot be done: {illegal}.")).with("state", illegal.from)
            }
            Error::OwnGig => {
                Fault::forbidden("gigs.own_gig", "This gig is your own. Another manager has to decide on it.")
            }
            Error::Changed { now } => Fault::conflict(
                "gigs.changed_meanwhile",
                format!("It changed since you read it: it is at version {now}. Read it again, then repeat with that version."),
            )
            .with("version", now),
            Error::TooManyImages => Fault::refused(
                "gigs.too_many_images",
                format!("A gig has at most {MOST} pictures. Remove one first."),
            ),
            Error::Picture(PictureError::TooLarge) => Fault::new(
                Kind::TooLarge,
                "gigs.image_too_large",
                format!("The picture may have {} MiB. Make it smaller and send it again.", LARGEST / 1024 / 1024),
            ),
            Error::Picture(wrong) => {
                Fault::refused("gigs.image_unsupported", format!("It cannot be used: {wrong}."))
            }
            Error::Database(error) => error.into(),
            Error::Fault(fault) => fault,
        }
    }
}
