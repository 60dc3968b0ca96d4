//! Whether clients find a profile.

mod command;
pub mod http;
