//! That a person's hour was not as agreed: said by who booked it, and ended once.

use std::fmt;
use std::str::FromStr;

use plaza_core::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where an objection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ObjectionStatus {
    /// What is held stays held until an operator decides.
    Open,
    /// All or a part of what was held went back.
    GivenBack,
    /// An operator found that nothing is due.
    Rejected,
    /// Who booked took it back.
    Withdrawn,
}

/// What who booked a person's time has against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// In their words.
    pub text: String,
    /// When they said it.
    pub at: Instant,
    /// Where it stands.
    pub status: ObjectionStatus,
}

impl ObjectionStatus {
    /// The name in the database and on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::GivenBack => "given_back",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl fmt::Display for ObjectionStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for ObjectionStatus {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        [Self::Open, Self::GivenBack, Self::Rejected, Self::Withdrawn]
            .into_iter()
            .find(|status| status.name() == name)
            .ok_or_else(|| format!("'{name}' is no status of an objection"))
    }
}
