//! The client accepts what was delivered: its money is the professional's.

pub mod command;
pub mod http;
