//! The notifications service over its HTTP, rpc and events, on a real PostgreSQL and a real SMTP
//! conversation, with the other services played by fakes.

mod accounts;
mod bookings;
mod desk;
mod fakes;
mod gigs;
mod payments;
mod profiles;
mod reading;
mod reviews;
mod sending;
mod smtp;
mod verification;
mod work;
mod world;
