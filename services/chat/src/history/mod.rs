//! What was said, by number.

pub mod http;
pub mod query;
