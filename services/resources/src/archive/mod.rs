//! A resource that can no longer be booked.

mod command;
pub mod http;
