//! What somebody earned: their balance, and every movement of it.

pub mod http;
pub mod query;
