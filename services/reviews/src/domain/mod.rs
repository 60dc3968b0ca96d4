//! The rules of reviewing: synchronous and pure.

pub mod level;
pub mod review;
