//! Calendars: what is booked when, by day, week or month.

pub mod http;
pub mod query;
