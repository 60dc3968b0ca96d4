//! Pictures as browsers ask for them.

pub mod http;
