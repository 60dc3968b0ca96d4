//! Registering. The answer is the same whether the address has an account or not; its owner learns it by mail.

pub mod command;
pub mod http;
mod store;
