//! A forgotten password: a link by mail, a new password, all sessions over.

pub mod command;
pub mod http;
pub mod page;
pub mod store;
