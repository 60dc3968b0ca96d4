//! The demo's professionals, made once.

mod cities;
mod command;
mod people;
mod texts;

pub use command::seed;
