//! Other terms in place of an offer.

pub mod command;
pub mod http;
