//! Asking for the review.

pub mod command;
pub mod http;
