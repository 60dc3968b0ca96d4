//! A booking as a calendar file (RFC 5545).

pub mod http;
