//! Marking notifications as read.

pub mod command;
pub mod http;
pub mod store;
