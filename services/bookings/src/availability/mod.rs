//! What is free of a resource.

pub mod http;
