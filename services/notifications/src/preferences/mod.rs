//! What somebody wants to be told, and where.

pub mod command;
pub mod http;
pub mod store;
