//! What is known of the people who sell.

pub mod job;
pub mod store;
