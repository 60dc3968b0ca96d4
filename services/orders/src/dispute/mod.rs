//! Disputes: a side asks a manager to decide, and the manager splits what is held.

pub mod command;
pub mod http;
pub mod query;
