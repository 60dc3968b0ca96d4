//! Reminders before a booking starts.

pub mod job;
