//! The demo organisation and its people.

pub mod command;
mod store;
