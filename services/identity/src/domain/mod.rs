//! Rules of identity as pure decisions: no clock, no I/O.

pub mod address;
mod guessable;
pub mod password;
pub mod person;
pub mod slug;
