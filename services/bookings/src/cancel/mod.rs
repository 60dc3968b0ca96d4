//! Cancelling a booking, and the quote of what that gives back.

pub mod command;
pub mod http;
