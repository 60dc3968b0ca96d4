//! Payments over HTTP and rpc, on a real database.

mod charging;
mod documents;
mod earning;
mod fakes;
mod isolation;
mod refunding;
mod subscribing;
mod trust;
mod webhooks;
mod world;
