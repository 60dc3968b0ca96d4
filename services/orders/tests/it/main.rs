//! The orders service over its HTTP and rpc, on a real PostgreSQL, with the other services played by fakes.

mod audit;
mod buying;
mod disputing;
mod fakes;
mod funding;
mod ledger;
mod model;
mod offering;
mod paying_out;
mod races;
mod sagas;
mod tenants;
mod working;
mod world;
