//! A professional's page, for its owner and for everybody.

pub mod http;
pub mod query;
