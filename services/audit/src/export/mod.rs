//! Taking the log out as a table.

pub mod command;
pub mod http;
