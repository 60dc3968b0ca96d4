//! Mail addresses. What is deliverable only a mail can tell; this refuses what
//! surely is not, and what could smuggle something into a mail's headers.

use crate::error::{Error, Result};

/// An address as it is stored: without blanks around it.
///
/// # Errors
/// When it cannot be a mail address (RFC 5321, 4.5.3.1 for the lengths).
pub fn parse(text: &str) -> Result<String> {
    let text = text.trim();
    let refused = || Error::field("email", "must be a mail address such as ana@example.org");
    let (local, domain) = text.rsplit_once('@').ok_or_else(refused)?;
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"".contains(c);
    let named =
        domain.split('.').all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'));
    let good = !local.is_empty()
        && local.len() <= 64
        && text.len() <= 254
        && !local.contains('@')
        && text.chars().all(plain)
        && named
        && domain.contains('.');
    if good { Ok(text.to_owned()) } else { Err(refused()) }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn plausible_addresses_pass() {
        for good in ["ana@example.org", " ana+plaza@mail.example.co ", "josé@españa.example", "a.b_c-d@x-y.example"] {
            assert_eq!(parse(good).unwrap(), good.trim());
        }
    }

    #[test]
    fn what_cannot_be_delivered_is_refused() {
        let long = format!("{}@example.org", "a".repeat(65));
        for bad in [
            "",
            "ana",
            "ana@",
            "@example.org",
            "ana@example",
            "a b@example.org",
            "ana@example..org",
            "a@b@example.org",
            "ana@example.org\r\nBcc: x@example.org",
            "<ana@example.org>",
            &long,
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
