//! The bookings service over its HTTP and rpc, on a real PostgreSQL, with the other services played by fakes.

mod booking;
mod cancelling;
mod chaos;
mod closing;
mod fakes;
mod held;
mod hosting;
mod moving;
mod objecting;
mod paying;
mod races;
mod reading;
mod refusals;
mod sagas;
mod tenants;
mod world;
