//! The double-entry ledger: posting to it and reading its balances.

pub mod http;
pub mod query;
pub mod store;
