//! Saying that a person's hour was not as agreed, while what was paid is held; an operator decides.

pub mod command;
pub mod http;
pub mod store;
