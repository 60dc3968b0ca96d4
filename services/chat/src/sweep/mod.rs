//! What is forgotten with time.

pub mod job;
