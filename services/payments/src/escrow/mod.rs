//! Releasing what is held: once per key, never more than is held.

pub mod command;
pub mod record;
pub mod store;
