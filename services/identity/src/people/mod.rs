//! The people of an organisation, for those who run it.

pub mod http;
pub mod query;
pub mod roles;
pub mod store;
