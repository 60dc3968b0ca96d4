//! Writing a review: once per side, within the time.

pub mod command;
pub mod http;
mod store;
