//! Places: made, changed, read, and the days on which they differ.

mod command;
pub mod http;
mod query;
pub mod store;
pub mod view;

pub use command::prepare;
