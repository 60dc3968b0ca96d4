//! Recording what the provider says: the one place where a payment changes state.

pub mod command;
pub mod reconciler;
pub mod store;
#[cfg(test)]
mod tests;
