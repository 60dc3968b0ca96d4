//! Receiving no more messages from the other of a pair.

pub mod command;
pub mod http;
