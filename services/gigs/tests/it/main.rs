//! The gigs service over its HTTP and rpc, on a real PostgreSQL, with the other services played by fakes.

mod demo;
mod fakes;
mod listening;
mod moderating;
mod picturing;
mod searching;
mod selling;
mod world;
