//! Pictures that no row names, removed.

mod job;

pub use job::SweepPictures;
