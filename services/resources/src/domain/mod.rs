//! What resources decide, without I/O.

pub mod categories;
pub mod check;
pub mod check_money;
pub mod fits;
pub mod geo;
pub mod units;
pub mod words;

#[cfg(test)]
mod check_tests;
