//! Holding the money of an order: the saga that charges, and the requests that begin it.

pub mod command;
pub mod saga;
pub mod settle;
pub mod store;
