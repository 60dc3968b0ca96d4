//! Holds that run out give their slot back.

pub mod job;
pub mod store;
