//! What operators do with gigs.

pub mod command;
pub mod http;
pub mod query;
