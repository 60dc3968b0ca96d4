//! Reading and changing an organisation's settings.

pub mod command;
pub mod http;
pub mod store;
