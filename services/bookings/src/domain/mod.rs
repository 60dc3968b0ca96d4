//! What bookings decide, without I/O: time, ids and stored facts come in as
//! values, a decision or a refusal comes out.

pub mod alternatives;
pub mod availability;
pub mod booking;
pub mod held;
pub mod objection;
pub mod policy;
pub mod price;
pub mod refusal;
pub mod rules;

// Shared with resources, which asks what is open before it asks what is free.
pub use plaza_resources_api::{hours, intervals, local};
