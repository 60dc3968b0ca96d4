//! Switching to another of one's organisations.

pub mod command;
pub mod http;
mod store;
