//! Times for which the operator closes a resource or some of its units.

pub mod command;
pub mod http;
pub mod store;
