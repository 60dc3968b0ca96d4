//! Pictures that operators upload; a resource's `photos` name them by address.

pub mod http;
mod sort;
mod store;
