//! Invoices and credit notes: issuing them with gap-free numbers, and reading them.

pub mod http;
pub mod issue;
pub mod query;
pub mod store;
pub mod view;
