//! Reading payments.

pub mod http;
pub mod query;
pub mod view;
