//! A new resource.

mod command;
pub mod http;
pub mod store;

pub use command::{Defaults, Described, describe, other_words, write};
