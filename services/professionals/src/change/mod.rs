//! A profile described anew.

pub mod command;
pub mod http;

pub use command::own;
