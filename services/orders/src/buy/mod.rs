//! Buying a gig as it is offered.

pub mod command;
pub mod http;
