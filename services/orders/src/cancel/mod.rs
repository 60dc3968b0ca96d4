//! Ending an order before it is done: alone before the work starts, together from then on.

pub mod http;
