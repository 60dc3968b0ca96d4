//! What the documents promise about the code, checked against the code.

mod error_codes;
mod events;
mod screens;
mod tree;
