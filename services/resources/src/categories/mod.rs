//! Categories: listed and made.

pub mod http;
pub mod store;
