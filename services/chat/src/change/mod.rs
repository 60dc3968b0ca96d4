//! Changing and deleting what one said, for a while.

pub mod command;
pub mod http;
