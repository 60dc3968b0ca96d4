//! The chat service over its HTTP and rpc, on a real PostgreSQL, with identity and orders played by fakes.

mod blocking;
mod cards;
mod changing;
mod demo;
mod disputed;
mod files;
mod listing;
mod presence;
mod races;
mod reports;
mod resume;
mod talking;
mod tenants;
mod world;
