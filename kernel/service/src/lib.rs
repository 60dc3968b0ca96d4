//! The declaration of a service, what it is built from, and its running.
//!
//! A service is one function, `pub fn service() -> Service`. It names itself,
//! its migrations, its OpenAPI document, what it listens to and its default
//! configuration, and builds its routes, rpc, handlers, sagas, jobs and
//! reconcilers from [`Parts`]. Nothing in it knows where the others run.

mod assembly;
pub mod config;
mod declaration;
pub mod desk;
pub mod health;
mod housekeeping;
mod node;
mod parts;
mod plan;
pub mod telemetry;

pub use assembly::Assembly;
pub use declaration::{Audit, Built, Finding, Service};
pub use node::{Node, internal_router};
pub use parts::Parts;
pub use plan::Plan;
