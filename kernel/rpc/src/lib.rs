//! Calls between services. [`service!`] declares a contract; [`Pipe`] carries
//! it, through the callee's own router in this process or over HTTP to another:
//! one code path for context, encoding, deadlines, errors and spans.

pub mod breaker;
pub mod identity;
mod macros;
pub mod pipe;
pub mod problem;
pub mod server;
pub mod switchboard;
pub mod transaction;

pub use identity::InternalKey;
pub use pipe::Pipe;
pub use switchboard::Switchboard;

/// What a generated client is made from.
pub trait Client: Sized {
    /// Name of the service that answers.
    const SERVICE: &'static str;

    /// A client over a pipe; connects to nothing until it is used.
    fn over(pipe: Pipe) -> Self;
}

// The macro expands in other crates; these give it one path to name.
#[doc(hidden)]
pub mod private {
    pub use async_trait;
    pub use axum;
    pub use plaza_core;
    pub use serde;
    pub use serde_json;
}
