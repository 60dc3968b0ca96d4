//! Logging out.

pub mod command;
pub mod http;
