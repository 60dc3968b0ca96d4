//! Changing one's password.

pub mod command;
pub mod http;
mod store;
