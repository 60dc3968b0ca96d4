//! The verification service over its HTTP and rpc, on a real PostgreSQL and a real folder.

mod expiring;
mod opening;
mod renewing;
mod reviewing;
mod sealing;
mod submitting;
mod world;
