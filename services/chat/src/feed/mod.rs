//! What happened since: one call for a client that was away, and a long poll for the gateways' sockets.

pub mod http;
pub mod live;
pub mod query;
