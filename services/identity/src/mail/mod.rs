//! Secrets that travel by mail: made for who writes the mail, good once.

pub mod command;
pub mod request;
pub mod store;
