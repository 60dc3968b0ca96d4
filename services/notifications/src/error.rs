//! Everything notifications refuse, and the fault each becomes.

use plaza_core::{Fault, Kind as FaultKind};

use crate::domain::kind::{Channel, Kind};

/// Why a request about notifications fails.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such notification of this person.
    #[error("no such notification")]
    NotFound,
    /// No such mail in the outbox of this organisation.
    #[error("no such mail")]
    MailNotFound,
    /// The mail opens an account; only who runs the installation reads it.
    #[error("the mail carries a secret")]
    SecretMail,
    /// Neither ids nor all, or both.
    #[error("unclear what to mark")]
    UnclearSelection,
    /// More ids at once than allowed.
    #[error("too many ids")]
    TooManyIds,
    /// This kind always goes out on this channel, or never.
    #[error("{} has no choice on {}", kind.name(), channel.name())]
    NoChoice {
        /// Which.
        kind: Kind,
        /// Where.
        channel: Channel,
    },
    /// Another service asks for a kind that ids alone cannot tell.
    #[error("'{0}' cannot be asked for")]
    UnknownKind(String),
    /// A template or a stored row is broken.
    #[error("broken: {0}")]
    Broken(String),
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

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Fault::not_found(
                "notifications.not_found",
                "One of these is no notification of yours. List them with GET /notifications; nothing was marked.",
            ),
            Error::MailNotFound => Fault::not_found(
                "notifications.mail_not_found",
                "There is no such mail. List them with GET /notifications/outbox; old ones are forgotten.",
            ),
            Error::SecretMail => Fault::forbidden(
                "notifications.secret_mail",
                "This mail opens somebody's account. Only admins of the installation's first organisation read it.",
            ),
            Error::UnclearSelection => Fault::invalid("ids", "send either 'ids' or 'all': true"),
            Error::TooManyIds => Fault::invalid("ids", "at most 200 at once; send 'all': true for all"),
            Error::NoChoice { kind, channel } => Fault::refused(
                "notifications.no_choice",
                format!(
                    "'{}' on '{}' cannot be switched. GET /notifications/preferences lists what can.",
                    kind.name(),
                    channel.name()
                ),
            ),
            Error::UnknownKind(kind) => Fault::new(
                FaultKind::Invalid,
                "notifications.unknown_kind",
                format!("'{kind}' is no kind that can be asked for; bookings' kinds can"),
            ),
            Error::Broken(what) => {
                tracing::error!(what, "notifications found something broken");
                Fault::internal()
            }
            Error::Database(error) => error.into(),
            Error::Fault(fault) => fault,
        }
    }
}
