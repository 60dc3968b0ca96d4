//! The professional begins.

pub mod http;
