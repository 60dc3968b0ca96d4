//! Searching gigs.

pub mod cursor;
pub mod http;
pub mod query;
