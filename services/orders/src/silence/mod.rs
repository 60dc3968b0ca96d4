//! Silence counts as yes: after the days that were agreed, and a day after the client was told.

pub mod job;
