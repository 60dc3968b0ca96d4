//! Paying a held booking.

pub mod http;
