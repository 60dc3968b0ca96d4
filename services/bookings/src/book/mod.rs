//! Booking a resource.

pub mod command;
pub mod http;
pub mod offer;
pub mod people;
pub mod store;
