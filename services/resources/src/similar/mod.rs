//! What one could take instead.

mod query;

pub use query::similar;
