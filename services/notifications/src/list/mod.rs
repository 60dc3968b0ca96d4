//! One's own notifications in the app.

pub mod http;
pub mod query;
