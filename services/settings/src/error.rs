//! Settings' refusals and how they read to clients.

use plaza_core::Fault;

/// Why settings refuses.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A setting out of its bounds.
    #[error("{field}: {message}")]
    Field {
        /// Which.
        field: String,
        /// What to change.
        message: String,
    },
    /// No such setting.
    #[error("no such setting")]
    NoSuchSetting {
        /// Those there are.
        known: Vec<String>,
    },
    /// A feature's name of another form than ours.
    #[error("no name for a feature")]
    NoFeatureName,
    /// The database.
    #[error(transparent)]
    Database(#[from] plaza_db::Error),
}

/// The result of settings' own functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A setting out of its bounds.
    pub fn field(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Field { field: field.into(), message: message.into() }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::Field { field, message } => Fault::invalid(&field, message),
            Error::NoSuchSetting { known } => Fault::not_found(
                "settings.no_such_setting",
                format!("There is no setting of this name; there are {}.", known.join(", ")),
            ),
            Error::NoFeatureName => Fault::invalid(
                "key",
                "must be 2 to 60 lower-case letters, digits and underscores, such as guest_booking",
            ),
            Error::Database(error) => error.into(),
        }
    }
}
