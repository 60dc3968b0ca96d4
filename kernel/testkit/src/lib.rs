//! What tests stand on: a private PostgreSQL, a stage, fakes.

pub mod people;
pub mod postgres;
pub mod stage;

pub use postgres::{PrivateServer, TestDatabase};
pub use stage::{Answer, Stage};
