//! What orders decide, without I/O: time, ids and stored facts come in as
//! values, a decision or a refusal comes out.

pub mod action;
pub mod offer;
pub mod order;
#[cfg(test)]
mod order_tests;
pub mod purchase;
pub mod side;
pub mod terms;
pub mod words;
pub mod work;
