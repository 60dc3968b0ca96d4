//! What can be subscribed to.

pub mod http;
pub mod store;
