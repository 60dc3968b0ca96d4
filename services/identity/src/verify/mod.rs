//! Proving an address with the link of a mail.

pub mod command;
pub mod http;
pub mod page;
pub mod store;
