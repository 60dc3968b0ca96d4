//! Pictures of gigs.

pub mod command;
pub mod http;
pub mod store;

use plaza_files::pictures::Variant;

/// The most pictures a gig may have.
pub const MOST: usize = 8;

/// Name of the variant for lists.
pub const SMALL: &str = "small";
/// Name of the variant for a gig's page.
pub const LARGE: &str = "large";

/// The sizes that are kept.
pub const VARIANTS: &[Variant] = &[Variant { name: SMALL, width: 320 }, Variant { name: LARGE, width: 1_200 }];
