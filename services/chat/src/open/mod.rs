//! Conversations are opened, one for each pair of people, and groups by operators.

pub mod command;
pub mod http;
pub mod store;
