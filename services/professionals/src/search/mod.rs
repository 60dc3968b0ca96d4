//! Finding professionals.

mod catch_up;
mod cursor;
mod free;
pub mod http;
pub mod index;
mod query;
mod view;
mod wanted;

pub use catch_up::CatchUp;
