//! Giving back: once per key, never more than was charged.

pub mod command;
pub mod http;
pub mod record;
pub mod store;
