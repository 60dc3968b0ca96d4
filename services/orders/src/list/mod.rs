//! Lists of offers and orders, and one of them with everything that belongs to it.

pub mod http;
pub mod offers;
pub mod query;
