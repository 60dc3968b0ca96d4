//! Counting the log.

pub mod http;
pub mod query;
mod store;
