//! Audit over its HTTP and its inbox, on a real PostgreSQL.

mod export;
mod partitions;
mod recording;
mod reports;
mod searching;
mod world;
