//! One resource in full.

pub mod http;
pub mod store;
pub mod view;
