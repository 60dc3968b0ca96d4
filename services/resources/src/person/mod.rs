//! A person's time as a resource, kept by the professionals service.

mod command;

pub use command::offer;
