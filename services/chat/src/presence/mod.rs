//! Who is there, and since when not.

pub mod command;
pub mod http;
pub mod memory;
