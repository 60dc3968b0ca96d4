//! Texts as they are searched: lower case, without accents, in words; the plural counts as the singular.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that say nothing of what is looked for, both languages.
const EMPTY: [&str; 36] = [
    "a", "al", "an", "and", "at", "cerca", "con", "de", "del", "e", "el", "en", "for", "from", "in", "la", "las", "lo",
    "los", "me", "mi", "my", "near", "o", "of", "on", "or", "para", "por", "the", "to", "un", "una", "with", "y", "u",
];

/// The words of a text, in order. A word has at most 30 letters.
pub fn words(text: &str) -> Vec<String> {
    let plain: String = text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect();
    let parts = plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.map(|word| singular(&word.chars().take(30).collect::<String>()).to_owned()).collect()
}

/// The words that somebody looks for: those that say something, or all when none does.
pub fn asked(text: &str) -> Vec<String> {
    let mut all = words(text);
    if all.iter().any(|word| !is_empty(word)) {
        all.retain(|word| !is_empty(word));
    }
    all.dedup();
    all.truncate(12);
    all
}

/// Whether a word says nothing.
pub fn is_empty(word: &str) -> bool {
    EMPTY.contains(&word)
}

/// `fotografos` and `profesores` lose their endings; short words and `ss` stay. What is cut too much, as of `ingles`, is
/// cut of what is looked for too.
fn singular(word: &str) -> &str {
    let short = word.len() < 5 || !word.is_ascii();
    if short || word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word;
    }
    let consonant = |text: &str| text.ends_with(['r', 'n', 'l', 'd', 'z', 'j']);
    match word.strip_suffix("es") {
        Some(stem) if consonant(stem) && stem.len() >= 5 => stem,
        _ => word.strip_suffix('s').unwrap_or(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_capitals_and_plurals_are_forgiven() {
        assert_eq!(words("Fotógrafos de BODAS"), ["fotografo", "de", "boda"]);
        assert_eq!(words("profesores, inglés / translators"), ["profesor", "ingle", "translator"]);
        assert_eq!(words("glass yoga-teacher piñata"), ["glass", "yoga", "teacher", "pinata"]);
        assert_eq!(asked("un fotógrafo para la boda"), ["fotografo", "boda"]);
        assert_eq!(asked("de la"), ["de", "la"]);
        assert!(words("¿?").is_empty());
    }
}
