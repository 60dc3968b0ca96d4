//! Moving the money that is held: written with the decision, done by a job under the move's own
//! key, so that a crash between the two loses nothing and a repetition moves nothing.

pub mod command;
pub mod job;
