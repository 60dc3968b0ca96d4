//! One gig, and one's own.

pub mod http;
pub mod query;
