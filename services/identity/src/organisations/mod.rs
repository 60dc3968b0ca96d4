//! Organisations: making one, one's own, the present one.

pub mod command;
pub mod http;
pub mod query;
pub mod store;
