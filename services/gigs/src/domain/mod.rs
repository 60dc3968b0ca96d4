//! The rules of gigs, pure: what may be sold, and where a gig is in its life.

pub mod content;
pub mod life;
