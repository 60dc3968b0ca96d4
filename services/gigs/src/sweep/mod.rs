//! Pictures that no row names.

pub mod job;
