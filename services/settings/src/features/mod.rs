//! Reading and turning an organisation's feature flags.

pub mod command;
pub mod http;
pub mod store;
