//! Operators set a booking's state (000-62).

pub mod command;
pub mod http;
