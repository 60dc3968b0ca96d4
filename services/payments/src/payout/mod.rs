//! Paying people what is theirs: on a schedule or when asked, nothing twice.

pub mod account;
pub mod command;
pub mod http;
pub mod reconciler;
pub mod record;
pub mod store;

#[cfg(test)]
mod tests;
