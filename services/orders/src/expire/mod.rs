//! Offers that nobody answers in time.

pub mod job;
