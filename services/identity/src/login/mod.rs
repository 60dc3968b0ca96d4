//! Logging in with address and password.

pub mod command;
pub mod http;
mod store;
