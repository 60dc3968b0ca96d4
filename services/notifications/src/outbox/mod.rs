//! The mails as they were written, for who runs the place.

pub mod http;
pub mod query;
