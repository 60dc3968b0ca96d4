//! Cards of other services in conversations.

pub mod command;
