//! Chances to review: opened by completed work and stays, shown to who may take them.

pub mod http;
pub mod on;
pub mod store;
