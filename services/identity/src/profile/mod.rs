//! One's own profile and preferences.

pub mod command;
pub mod http;
mod store;
