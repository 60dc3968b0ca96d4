//! The professionals service over its HTTP and rpc, on a real PostgreSQL, with the other services played by fakes.

mod bookable;
mod demo;
mod following;
mod hearing;
mod membership;
mod portfolio;
mod profile;
mod searching;
mod world;
