//! What the organisation's resources have.

pub mod http;
