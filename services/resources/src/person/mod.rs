//! A person's time as a resource, kept by the professionals service.

mod command;
mod store;

pub use command::{follow, offer};
pub use store::host_of;

use plaza_core::UserId;

/// How the import keys of people's resources and places begin.
pub const KEY: &str = "person:";

/// The key of somebody's time, and of the place it is in.
pub fn key_of(user: UserId) -> String {
    format!("{KEY}{user}")
}

/// Whose time a key stands for; none for what is no person's.
pub fn whose(import_key: Option<&str>) -> Option<UserId> {
    import_key?.strip_prefix(KEY)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_leads_back_to_whose_time_it_is() {
        let user = UserId::new();
        assert_eq!(whose(Some(&key_of(user))), Some(user));
        for other in [None, Some("demo:7"), Some("person:"), Some("person:nobody")] {
            assert_eq!(whose(other), None, "{other:?}");
        }
    }
}
