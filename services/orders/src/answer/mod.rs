//! A no to an offer: declined by who was asked, or taken back by who waits.

pub mod command;
pub mod http;
