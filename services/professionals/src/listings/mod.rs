//! The rows that the search follows.

pub mod store;

pub use store::{list, list_all};
