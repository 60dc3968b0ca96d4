//! What operators do about profiles.

mod command;
pub mod http;
