//! Files people send each other, judged by their content and given to those two only.

pub mod command;
pub mod http;
pub mod sort;
pub mod store;
