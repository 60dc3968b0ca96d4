//! Durable jobs and schedules on a real PostgreSQL.

mod letters;
mod queue;
mod schedule;
mod world;
