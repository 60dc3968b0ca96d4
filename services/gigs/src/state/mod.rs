//! A professional puts a gig on the shelves and takes it off.

pub mod command;
pub mod http;
