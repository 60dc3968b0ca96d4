//! What tests stand on: a private PostgreSQL, a stage, fakes.

pub mod kernel;
pub mod people;
pub mod ports;
pub mod postgres;
pub mod saga;
pub mod stage;
mod until;

pub use kernel::KernelDatabase;
pub use postgres::{PrivateServer, TestDatabase};
pub use stage::{Answer, Stage};
pub use until::until;
