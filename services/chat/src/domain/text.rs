use plaza_core::Fault;

/// The longest message, characters.
pub const LONGEST: usize = 4_000;

/// What somebody said, as it is kept: without the white space around it.
///
/// # Errors
/// Names the field when it is longer than `most` characters or holds U+0000.
pub fn clean(field: &str, text: &str, most: usize) -> Result<String, Fault> {
    let text = text.trim();
    if text.contains('\0') {
        return Err(Fault::invalid(field, "holds the character U+0000: take it out"));
    }
    let length = text.chars().count();
    if length > most {
        return Err(Fault::invalid(field, format!("has {length} characters; at most {most} are allowed")));
    }
    Ok(text.to_owned())
}

/// The same, and not empty.
///
/// # Errors
/// As [`clean`], and when nothing is left.
pub fn some(field: &str, text: &str, most: usize) -> Result<String, Fault> {
    let text = clean(field, text, most)?;
    if text.is_empty() { Err(Fault::invalid(field, "must not be empty")) } else { Ok(text) }
}

/// What is looked for, as PostgreSQL reads it: every word, and each may go on. None when there is no word in it.
pub fn query(asked: &str) -> Option<String> {
    let words: Vec<String> = asked
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(16)
        .map(|word| format!("{word}:*"))
        .collect();
    (!words.is_empty()).then(|| words.join(" & "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_and_bounded_by_characters() {
        assert_eq!(clean("text", "  ¿Qué tal? \n", 10).unwrap(), "¿Qué tal?");
        assert_eq!(clean("text", &"ñ".repeat(LONGEST), LONGEST).unwrap().chars().count(), LONGEST);
        assert!(clean("text", &"ñ".repeat(LONGEST + 1), LONGEST).is_err());
        assert!(clean("text", "a\0b", 10).is_err());
        assert!(some("text", " \t ", 10).is_err());
    }

    #[test]
    fn a_query_is_words_and_nothing_that_could_be_syntax() {
        assert_eq!(query("precio final"), Some("precio:* & final:*".to_owned()));
        assert_eq!(query("it's | !(a) & b:*"), Some("it:* & s:* & a:* & b:*".to_owned()));
        assert_eq!(query(" ...:!| "), None);
    }
}
