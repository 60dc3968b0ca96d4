//! Durable jobs, written in the transaction that wants them, and schedules:
//! reconcilers that run on one process at a time and take no input.

pub mod letters;
mod queue;
mod schedule;

pub use queue::{ATTEMPTS, Job, Queue, enqueue, enqueue_at, enqueue_once};
pub use schedule::{Reconciler, Scheduler};
