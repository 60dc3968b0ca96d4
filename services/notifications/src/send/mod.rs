//! Sends written mails over SMTP and records how that went.

pub mod job;
pub mod message;
pub mod smtp;
pub mod store;
