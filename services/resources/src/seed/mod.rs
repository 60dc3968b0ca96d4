//! The demo's places, made once.

mod command;

pub use command::seed;
