//! Paying for a booking: the saga that charges and confirms, and the requests that begin it.

pub mod command;
pub mod follow;
pub mod http;
pub mod progress;
pub mod refund;
pub mod release;
pub mod saga;
pub mod settle;
pub mod store;
