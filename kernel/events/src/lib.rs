//! From commit to handler: the [`relay`] reads a service's events in commit
//! order and tells each subscriber over the pipe; the subscriber's [`inbox`]
//! handles each once, retries, and lays what it cannot handle aside as a
//! visible dead letter; the [`feed`] shows them to whoever pushes to browsers.

pub mod feed;
pub mod inbox;
pub mod letters;
pub mod relay;
mod row;

pub use inbox::{Handler, Inbox};
pub use relay::{Relay, Subscriber};
