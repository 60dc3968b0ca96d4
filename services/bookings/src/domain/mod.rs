//! What bookings decide, without I/O: time, ids and stored facts come in as
//! values, a decision or a refusal comes out.

pub mod alternatives;
pub mod availability;
pub mod booking;
pub mod hours;
pub mod intervals;
pub mod local;
pub mod policy;
pub mod price;
pub mod refusal;
pub mod rules;
