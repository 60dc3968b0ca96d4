//! More time: the professional asks, the client answers.

pub mod http;
