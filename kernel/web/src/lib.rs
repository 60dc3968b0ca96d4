//! The edge of a service: extractors that state policy in a handler's
//! signature, problem documents, kept answers, and OpenAPI pieces.

pub mod extract;
pub mod idempotency;
mod objects;
pub mod openapi;
mod problem;
mod reply;

pub use extract::{Admin, Body, Caller, Id, ListBody, Member, Operator, Params, SignedIn};
pub use problem::Problem;
pub use reply::{Accepted, Created, NoContent, Reply};

pub use utoipa_axum::router::OpenApiRouter;
pub use utoipa_axum::routes;
