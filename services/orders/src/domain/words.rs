//! Texts that people write.

use plaza_core::{Fault, text};

/// A text within bounds, trimmed.
///
/// # Errors
/// Names the field when it is too long or holds what is no text.
pub fn text_of(field: &str, given: &str, most: usize) -> Result<String, Fault> {
    let text = given.trim();
    text::many_lines(text).map_err(|unseen| unseen.in_field(field))?;
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

/// A text of one line, trimmed: a title, a name.
///
/// # Errors
/// As [`required`], and names the field when it holds a line break or what nobody sees.
pub fn line(field: &str, given: &str, least: usize, most: usize) -> Result<String, Fault> {
    let text = required(field, given, least, most)?;
    text::one_line(&text).map_err(|unseen| unseen.in_field(field))?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_line_and_a_scope_may_be_more() {
        assert_eq!(line("title", " Logo 👩‍🎨 ", 3, 120).unwrap(), "Logo 👩‍🎨");
        for wrong in ["Logo\u{202E}gol", "Lo\u{200B}go", "Logo\nWeb", "Lo\0go"] {
            assert_eq!(line("title", wrong, 3, 120).unwrap_err().details["errors"][0]["field"], "title", "{wrong:?}");
        }
        assert_eq!(required("scope", "One.\n\nTwo.", 1, 50).unwrap(), "One.\n\nTwo.");
        assert!(required("scope", "One\0", 1, 50).is_err());
    }
}
