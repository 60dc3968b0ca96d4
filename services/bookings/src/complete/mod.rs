//! Bookings whose time is over have taken place; who did not come is marked by hand.

pub mod job;
