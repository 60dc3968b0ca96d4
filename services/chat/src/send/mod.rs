//! Saying something, numbered by turns and once per the author's own id.

pub mod command;
pub mod http;
pub mod store;
pub mod together;
