//! Operators set a booking's state (000-62), and some of it whose time it is.

pub mod command;
pub mod http;
pub mod store;
