//! How far somebody has got and read the messages.

pub mod command;
pub mod http;
pub mod store;
