//! What gigs do when others tell of something.

mod profile_changed;
mod rating_changed;

pub use profile_changed::ProfileChanged;
pub use rating_changed::RatingChanged;

/// Every event these listen to, for the service's declaration.
pub const LISTENS: &[&str] = &[
    "professionals.professional.published.v1",
    "professionals.professional.suspended.v1",
    "professionals.professional.updated.v1",
    "reviews.review.published.v1",
    "reviews.review.removed.v1",
];

#[cfg(test)]
mod tests {
    use plaza_events::Handler;

    use super::*;

    #[test]
    fn the_declaration_names_every_pattern() {
        assert_eq!([ProfileChanged.patterns(), RatingChanged.patterns()].concat(), LISTENS);
    }
}
