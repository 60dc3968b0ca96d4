//! Durable jobs and schedules on a real PostgreSQL.

mod letters;
mod neighbours;
mod queue;
mod schedule;
mod world;
