//! Files of an order: what is handed over, and what the client gives to work with.

pub mod command;
pub mod http;
pub mod store;
pub mod sweep;
