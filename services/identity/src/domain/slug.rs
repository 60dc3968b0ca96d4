//! Slugs: an organisation's name in addresses.

use crate::error::{Error, Result};

/// Names that would be mistaken for parts of the platform.
const RESERVED: &[&str] = &[
    "admin", "api", "app", "auth", "docs", "health", "mail", "metrics", "plaza", "static", "status", "support", "www",
];

/// Refuses what is no slug: 2 to 40 of `a-z`, `0-9` and single hyphens inside.
///
/// # Errors
/// Says what to change.
pub fn check(slug: &str) -> Result<()> {
    let plain = slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !(2..=40).contains(&slug.len()) || !plain || slug.starts_with('-') || slug.ends_with('-') || slug.contains("--")
    {
        return Err(Error::field(
            "slug",
            "must be 2 to 40 lower-case letters, digits and single hyphens, such as casa-norte",
        ));
    }
    if RESERVED.contains(&slug) {
        return Err(Error::field("slug", "is kept for the platform; choose another"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn slugs_are_plain() {
        for good in ["casa-norte", "x2", "plaza-demo", "9to5"] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in ["", "x", "Casa", "casa norte", "-casa", "casa-", "ca--sa", "niño", "api", &"a".repeat(41)] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
