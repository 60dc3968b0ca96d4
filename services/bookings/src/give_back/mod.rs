//! Giving back what is held for a person's time, while nothing of it is theirs yet.

pub mod command;
pub mod http;
pub mod store;
