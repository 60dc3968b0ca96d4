//! The professional hands work over.

pub mod command;
pub mod http;
