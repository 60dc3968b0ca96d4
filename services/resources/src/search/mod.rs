//! Finding resources.

mod candidates;
mod cursor;
mod free;
pub mod http;
mod query;
mod store;
mod wanted;

pub use free::which_free;
