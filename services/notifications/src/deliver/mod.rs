//! Puts a recorded notification into words and hands it to its channels.

pub mod command;
pub mod gather;
pub mod job;
pub mod store;
