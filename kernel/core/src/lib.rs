//! What every crate of Plaza shares: typed ids, money, time, the operation
//! context, faults, pages and secrets. Pure: no I/O, no async, no clock reads
//! outside [`Clock::now`].

pub mod cx;
pub mod event;
pub mod fault;
pub mod id;
pub mod money;
pub mod page;
pub mod secret;
pub mod text;
pub mod time;

pub use cx::{Actor, Cx, IdempotencyKey, Locale, Role, Roles};
pub use event::{Envelope, Event};
pub use fault::{Fault, Kind, Result};
pub use id::{OrgId, UserId};
pub use money::{Currency, Money};
pub use page::{Page, PageRequest};
pub use secret::Secret;
pub use time::{Clock, Instant, Slot};

// Macros expand in other crates; these give them one path to name.
#[doc(hidden)]
pub mod private {
    pub use serde;
    #[cfg(feature = "sql")]
    pub use sqlx;
    #[cfg(feature = "schema")]
    pub use utoipa;
    pub use uuid;
}
