//! A professional begins to sell something.

pub mod command;
pub mod http;
