//! The edge of a service: what a handler's signature refuses, what a repeated
//! request gets, what the OpenAPI document says. Over a tiny service on a real PostgreSQL.

mod extractors;
mod idempotency;
mod objects;
mod openapi;
mod things;
