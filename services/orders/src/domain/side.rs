//! The two sides of an agreement, and who acts on one.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A side of an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Who pays.
    Client,
    /// Who works.
    Professional,
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// One of the two.
    Party(Side),
    /// Who runs the place.
    Operator,
    /// Nobody: it happens by itself, such as a payment that arrives or time that is over.
    Itself,
}

impl Side {
    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Client => Self::Professional,
            Self::Professional => Self::Client,
        }
    }

    /// The side's name on the wire and in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Professional => "professional",
        }
    }

    /// The side of a name, if it is one.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Client, Self::Professional].into_iter().find(|side| side.name() == name)
    }
}

impl Actor {
    /// The side, when it is one of the two.
    pub const fn side(self) -> Option<Side> {
        match self {
            Self::Party(side) => Some(side),
            Self::Operator | Self::Itself => None,
        }
    }
}
