//! The chat service over its HTTP and rpc, on a real PostgreSQL, with identity played by a fake.

mod blocking;
mod cards;
mod changing;
mod demo;
mod files;
mod listing;
mod presence;
mod races;
mod reports;
mod resume;
mod talking;
mod tenants;
mod world;
