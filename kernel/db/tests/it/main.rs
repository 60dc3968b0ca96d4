//! The database side of the kernel on a real PostgreSQL: what commits together,
//! clients' keys, errors sorted by what the caller can do, migrations.

mod commits;
mod errors;
mod facts;
mod keys;
mod migrations;
