//! What operators do with cases: the queue, taking, deciding.

pub mod command;
pub mod http;
pub mod query;
pub mod view;
