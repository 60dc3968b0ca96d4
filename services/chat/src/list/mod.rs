//! One's conversations, the last active first.

pub mod http;
pub mod query;
