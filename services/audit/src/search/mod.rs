//! Searching the log.

pub mod http;
pub mod query;
pub mod store;
