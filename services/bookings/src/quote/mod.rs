//! What a booking would cost.

pub mod http;
