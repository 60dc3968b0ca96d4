//! What tests stand on: a private PostgreSQL, a stage, fakes.

pub mod postgres;

pub use postgres::{PrivateServer, TestDatabase};
