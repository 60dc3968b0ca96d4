//! Charging: once per key, whatever the provider's answer does on its way.

pub mod command;
pub mod store;
