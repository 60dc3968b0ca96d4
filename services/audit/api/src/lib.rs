//! What other services may ask of audit: nothing; it listens to everybody. It publishes one event of its own.

pub mod events;
