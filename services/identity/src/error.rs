//! Identity's refusals and how they read to clients.

use plaza_core::{Fault, Kind};

/// Why identity refuses.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Wrong password, unknown address, unverified or suspended account: one answer for all of them.
    #[error("the credentials do not sign anybody in")]
    InvalidCredentials,
    /// The refresh token signs nobody in any more.
    #[error("the refresh token is not good")]
    InvalidRefresh,
    /// The token of a mail was never given out, is spent or too old.
    #[error("the link is not good")]
    InvalidLink,
    /// A field of form is wrong.
    #[error("{field}: {message}")]
    Field {
        /// Which.
        field: &'static str,
        /// What to change.
        message: String,
    },
    /// The present password given to change it is wrong.
    #[error("the present password is wrong")]
    WrongPassword,
    /// No such person in this organisation.
    #[error("no such person")]
    NoSuchPerson,
    /// No such organisation, or not one of the person's.
    #[error("no such organisation")]
    NoSuchOrganisation,
    /// No such session of the person's.
    #[error("no such session")]
    NoSuchSession,
    /// Another organisation has the slug.
    #[error("the slug is taken")]
    SlugTaken,
    /// An organisation without an admin would be nobody's.
    #[error("the last admin stays")]
    LastAdmin,
    /// The demo never goes into an installation that people use.
    #[error("there are real organisations")]
    RealOrganisations,
    /// Too many passwords are being checked.
    #[error("too many passwords at once")]
    Busy,
    /// The key or hash machinery failed; already logged.
    #[error("cryptography failed")]
    Crypto,
    /// The database.
    #[error(transparent)]
    Database(#[from] plaza_db::Error),
}

/// The result of identity's own functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A field that breaks a rule of form.
    pub fn field(field: &'static str, message: impl Into<String>) -> Self {
        Self::Field { field, message: message.into() }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::InvalidCredentials => Fault::unauthenticated(
                "identity.invalid_credentials",
                "Address or password is wrong, or the address is not verified yet: look into your mail for the link that verifies it.",
            ),
            Error::InvalidRefresh => {
                Fault::unauthenticated("identity.invalid_refresh", "This session is over. Log in again.")
            }
            Error::InvalidLink => Fault::refused(
                "identity.invalid_link",
                "This link was used already, is too old or was cut short. Ask for a new mail.",
            ),
            Error::Field { field, message } => Fault::invalid(field, message),
            Error::WrongPassword => Fault::refused(
                "identity.wrong_password",
                "The present password is not this one. Check it, or reset it by mail.",
            ),
            Error::NoSuchPerson => {
                Fault::not_found("identity.no_such_person", "This organisation has nobody under this id.")
            }
            Error::NoSuchOrganisation => {
                Fault::not_found("identity.no_such_organisation", "You belong to no organisation of this id or slug.")
            }
            Error::NoSuchSession => {
                Fault::not_found("identity.no_such_session", "You have no open session under this id.")
            }
            Error::SlugTaken => {
                Fault::conflict("identity.slug_taken", "Another organisation has this slug. Choose another.")
            }
            Error::LastAdmin => Fault::conflict(
                "identity.last_admin",
                "This is the last admin of the organisation. Make somebody else admin first.",
            ),
            Error::RealOrganisations => Fault::conflict(
                "identity.real_organisations",
                "The demo is only made in an empty installation; this one has organisations or accounts of its own.",
            ),
            Error::Busy => Fault::new(
                Kind::Unavailable,
                "identity.busy",
                "Too many people are signing in just now. Try again in a few seconds.",
            ),
            Error::Crypto => Fault::internal(),
            Error::Database(error) => error.into(),
        }
    }
}
