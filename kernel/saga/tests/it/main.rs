//! A made-up saga of four steps under every injected failure, on a real PostgreSQL.

mod cases;
mod desk;
mod leases;
mod neighbours;
mod retries;
mod trip;
mod waiting;
