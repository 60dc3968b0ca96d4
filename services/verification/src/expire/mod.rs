//! Approvals end, and their people are told before.

pub mod job;
