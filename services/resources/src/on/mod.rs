//! What resources do when others tell of something.

mod profile_changed;

pub use profile_changed::ProfileChanged;

/// Every event these listen to, for the service's declaration.
pub const LISTENS: &[&str] = &["professionals.professional.updated.v1"];

#[cfg(test)]
mod tests {
    use plaza_events::Handler;

    use super::*;

    #[test]
    fn the_declaration_names_every_pattern() {
        assert_eq!(ProfileChanged.patterns(), LISTENS);
    }
}
