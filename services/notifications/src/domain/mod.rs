//! Kinds, texts and calendar entries: pure, without I/O.

pub mod calendar;
pub mod format;
pub mod kind;
pub mod layout;
pub mod mail;
pub mod scene;
pub mod texts;
#[cfg(test)]
mod texts_tests;
