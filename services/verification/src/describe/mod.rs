//! A person writes who they are.

pub mod command;
pub mod http;
