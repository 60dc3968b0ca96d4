//! The sandbox's page for a second factor, as an endpoint.

pub mod http;
