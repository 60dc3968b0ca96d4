//! The provider's webhooks: believed by their signature, each event handled once.

pub mod command;
pub mod http;
