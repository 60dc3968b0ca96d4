//! Identity over its HTTP and rpc, on a real PostgreSQL, with settings played by a fake.

mod demo;
mod document;
mod keys;
mod organisations;
mod pages;
mod passwords;
mod people;
mod profile;
mod registering;
mod secrecy;
mod sessions;
mod tenants;
mod world;
