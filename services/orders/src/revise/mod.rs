//! The client asks for changes, as often as was agreed.

pub mod http;
