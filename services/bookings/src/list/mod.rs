//! Lists of bookings, one booking and its history.

pub mod http;
pub mod query;
