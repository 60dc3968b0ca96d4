//! Documents: uploaded by their person, opened by them and by their reviewer.

pub mod http;
pub mod open;
pub mod remove;
pub mod store;
pub mod upload;
