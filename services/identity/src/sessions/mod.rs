//! Sessions: the families of refresh tokens, and the pair of tokens each answer carries.

pub mod http;
pub mod issue;
pub mod store;
