//! A person's time as a resource, kept by the professionals service.

mod command;
mod store;

pub use command::{follow, offer};

/// How the import keys of people's resources and places begin.
pub const KEY: &str = "person:";
