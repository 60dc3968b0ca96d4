//! Chat on sockets: who has one open, what they are told, what they say.
//! A message's text is made once and costs only those who are in its
//! conversation; the hub of calendars never sees it.

mod follow;
mod hub;
mod talk;

pub use follow::start;
pub use hub::{Hub, Seat, Told};
pub use talk::{Said, Wish, carry_out, context, followed, missed, present, refusal};
