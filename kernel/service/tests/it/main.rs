//! Services declared, built and run: two tiny ones in one process and in two, their
//! operator's desk, their health, their housekeeping.

mod configuration;
mod desk;
mod greeters;
mod health;
mod housekeeping;
mod nodes;
mod parts;
mod starting;
