//! Texts that people write.

use plaza_core::Fault;

/// A text within bounds, trimmed.
///
/// # Errors
/// Names the field when it is too long or holds what PostgreSQL cannot keep.
pub fn text_of(field: &str, given: &str, most: usize) -> Result<String, Fault> {
    let text = given.trim();
    if text.contains('\0') {
        return Err(Fault::invalid(field, "holds the character U+0000: take it out"));
    }
    if text.chars().count() > most {
        return Err(Fault::invalid(field, format!("must have at most {most} characters")));
    }
    Ok(text.to_owned())
}

/// A text that has to be there, trimmed.
///
/// # Errors
/// Names the field when it is too short or too long.
pub fn required(field: &str, given: &str, least: usize, most: usize) -> Result<String, Fault> {
    let text = text_of(field, given, most)?;
    if text.chars().count() < least {
        return Err(Fault::invalid(field, format!("must have at least {least} characters")));
    }
    Ok(text)
}

/// A text that may be missing, trimmed; none when empty.
///
/// # Errors
/// Names the field when it is too long.
pub fn optional(field: &str, given: Option<&str>, most: usize) -> Result<Option<String>, Fault> {
    let text = text_of(field, given.unwrap_or_default(), most)?;
    Ok(Some(text).filter(|text| !text.is_empty()))
}
