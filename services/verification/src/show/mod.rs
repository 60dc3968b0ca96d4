//! One's own case.

pub mod http;
pub mod view;
