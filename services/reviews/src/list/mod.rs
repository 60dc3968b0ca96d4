//! Reading reviews: of somebody, or one's own.

pub mod http;
mod query;
pub mod view;
