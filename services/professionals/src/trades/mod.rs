//! The trades there are, and somebody's own.

mod command;
pub mod http;
