//! Somebody becomes a professional.

pub mod command;
pub mod http;
