//! Bookings: availability, holds, confirmation, moving, cancelling and closures.
//! Every claim on a unit lives in one table under one constraint, so that no
//! slot is ever taken twice.

pub mod domain;
