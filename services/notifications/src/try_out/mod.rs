//! A mail to oneself, to see whether mails arrive.

pub mod http;
