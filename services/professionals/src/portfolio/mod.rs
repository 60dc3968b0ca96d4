//! Pictures of somebody's work, and of themselves.

mod command;
pub mod http;
pub mod store;
