//! Offering work to somebody one talks with.

pub mod command;
pub mod http;
