//! Rules of the log as pure decisions.

pub mod cell;
pub mod cursor;
pub mod month;
pub mod span;
