//! Somebody's time, to be booked like a room.

mod command;
pub mod http;
