//! Settings over its HTTP and rpc, on a real PostgreSQL.

mod features;
mod settings;
