//! What a password must be: long, not the address, not one that everybody
//! tries first. Nothing about digits or signs (NIST SP 800-63B, 5.1.1.2).

use super::guessable::COMMON;
use crate::error::{Error, Result};

/// Fewest characters.
pub const SHORTEST: usize = 10;

/// Most characters; hashing is work, so its input has an end.
pub const LONGEST: usize = 200;

/// Refuses a password that is too easy to guess; `field` names it to the client.
///
/// # Errors
/// Says what to change.
pub fn check(field: &'static str, password: &str, email: &str) -> Result<()> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Error::field(
            field,
            format!(
                "must have at least {SHORTEST} characters; this one has {length}. Some words in a row are easy to remember"
            ),
        ));
    }
    if length > LONGEST {
        return Err(Error::field(field, format!("must have at most {LONGEST} characters")));
    }
    let (lower, email) = (password.to_lowercase(), email.to_lowercase());
    let local = email.split('@').next().unwrap_or_default();
    if lower == email || (local.len() >= 4 && lower.trim_matches(|c: char| !c.is_alphabetic()) == local) {
        return Err(Error::field(field, "must not be your address; whoever knows it would try it first"));
    }
    if COMMON.contains(&lower.as_str()) || few_characters(&lower) {
        return Err(Error::field(
            field,
            "is one of the passwords that are tried first; choose another, such as some words in a row",
        ));
    }
    Ok(())
}

/// `aaaaaaaaaa`, `abababababab`.
fn few_characters(text: &str) -> bool {
    let mut seen: Vec<char> = text.chars().collect();
    seen.sort_unstable();
    seen.dedup();
    seen.len() < 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_says_what_to_change() {
        let cases = [
            ("corta", "at least 10"),
            ("ana.garcia@example.org", "your address"),
            ("Ana.Garcia99", "your address"),
            ("Password123", "tried first"),
            ("contraseña123", "tried first"),
            ("aaaaaaaaaaaa", "tried first"),
            (&"x1y2z3".repeat(40), "at most 200"),
        ];
        for (password, wanted) in cases {
            let error = check("password", password, "ana.garcia@example.org").unwrap_err().to_string();
            assert!(error.contains(wanted) && error.starts_with("password"), "{password}: {error}");
        }
    }

    #[test]
    fn long_ones_pass_whatever_they_are_made_of() {
        for good in ["cuatro perros verdes", "correcthorsebattery", "ñandúñandú-97"] {
            assert!(check("password", good, "ana@example.org").is_ok());
        }
    }

    #[test]
    fn every_common_one_is_long_enough_to_need_the_list_and_in_lower_case() {
        assert!(COMMON.iter().all(|word| word.chars().count() >= SHORTEST && *word == word.to_lowercase()));
    }
}
