//! Where somebody works.

mod command;
pub mod http;
