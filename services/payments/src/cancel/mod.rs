//! Calling a charge off: what was charged goes back, what was not will not be.

pub mod command;
