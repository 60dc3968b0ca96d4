//! Reports of reviews, and what operators do about them.

pub mod http;
mod store;
