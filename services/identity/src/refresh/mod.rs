//! Refreshing: a refresh token works once and is followed by the next of its family.

pub mod command;
pub mod http;
mod store;
