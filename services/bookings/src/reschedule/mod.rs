//! Moving a booking to another time.

pub mod command;
pub mod http;
pub mod store;
