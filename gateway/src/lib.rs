//! The one door. A request is given an id, its token is verified once, its
//! sender's allowance is counted, and it goes to its service under a signed
//! internal identity. What a route is comes from the services' OpenAPI
//! documents: there is no table of routes to keep in step.

mod batch;
mod chat;
pub mod config;
mod documents;
mod door;
mod forward;
mod headers;
mod health;
mod limits;
mod live;
mod operations;
mod organisations;
#[cfg(test)]
mod protocol_tests;
mod routes;
mod socket;
mod token;
mod watch;

pub use config::Config;
pub use documents::{collisions, openapi};
pub use door::{Gateway, router};
pub use health::router as health_router;
