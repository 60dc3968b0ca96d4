//! What is kept: no longer than needed, nothing that no row names, all of it under the present key.

pub mod orphans;
pub mod retention;
pub mod rewrap;
