//! Events from commit to handler on a real PostgreSQL: nothing is skipped,
//! each is handled once, and what cannot be handled rests in the open.

mod feed;
mod inbox;
mod letters;
mod order;
mod relay;
mod world;
