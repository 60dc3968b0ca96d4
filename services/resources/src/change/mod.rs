//! A resource described anew.

mod command;
pub mod http;
