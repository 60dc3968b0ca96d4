//! Rules of settings and flags as pure decisions.

pub mod document;
pub mod feature;
