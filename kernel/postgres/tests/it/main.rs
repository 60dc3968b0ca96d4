//! The private PostgreSQL against the real program: sharing, crashes, places and refusals.

mod crashes;
mod places;
mod sharing;
mod support;
