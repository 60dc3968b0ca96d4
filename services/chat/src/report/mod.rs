//! Reports, and what operators decide on them.

pub mod command;
pub mod http;
pub mod query;
