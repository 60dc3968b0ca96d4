//! A professional writes a gig anew.

pub mod command;
pub mod http;
