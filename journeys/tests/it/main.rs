//! Journeys through the whole platform: real processes, real PostgreSQL, real mail, over HTTP.

mod main_job;
mod shapes;
