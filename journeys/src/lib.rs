//! What journeys through the whole platform stand on: real `plaza` processes in
//! a shape of deployment, a client, people with mail, and a place to book.

mod api;
mod binary;
mod chaos;
mod clock;
mod databases;
mod deployment;
mod hire;
mod mail;
mod people;
mod process;
mod shape;
mod until;
mod venue;

pub use api::{Api, Reply};
pub use chaos::{kill_postmaster, moment};
pub use clock::{at_hour, date_at_venue, in_hours, now};
pub use databases::Databases;
pub use deployment::{Deployment, Options};
pub use hire::{Hire, publish};
pub use mail::{Mail, Mailbox};
pub use people::{PASSWORD, Person};
pub use process::Process;
pub use shape::{Part, SERVICES, Shape};
pub use until::{until, until_within, within};
pub use venue::{Venue, booking, card, money, paid};
