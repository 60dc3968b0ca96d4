//! Forgets mails that are old.

pub mod job;
