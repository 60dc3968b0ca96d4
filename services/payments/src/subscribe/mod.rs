//! Subscriptions: the first period is paid at once, the others as they come.

pub mod command;
pub mod http;
pub mod on;
pub mod renew;
pub mod store;
