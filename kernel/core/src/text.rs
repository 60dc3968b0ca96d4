//! What no text of people may hold: signs that nobody sees, and those that turn around the line they stand in.

use std::fmt;

use crate::Fault;

/// A sign that a text may not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unseen(char);

/// Checks a text that is shown in a line among others: a title, a name, a headline. Joiners are part of emoji and of
/// several scripts, and stay.
///
/// # Errors
/// The first control character, line break, bidirectional override or isolate, sign without width, filler that looks like
/// a space, or tag that is no part of a flag.
pub fn one_line(text: &str) -> Result<(), Unseen> {
    let mut before = None;
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let joins = is_joiner(sign) && stands_alone(before) && stands_alone(signs.peek().copied());
        let tags = is_tag(sign) && before.is_some_and(|before| before == FLAG || is_tag(before));
        if sign.is_control() || is_hidden(sign) || (is_joiner(sign) && !joins) || (is_tag(sign) && !tags) {
            return Err(Unseen(sign));
        }
        before = Some(sign);
    }
    Ok(())
}

/// Checks a text of several lines: a description, a message.
///
/// # Errors
/// The first control character that is no line break and no tab, U+0000 among them, or bidirectional override. Isolates
/// and embeddings stay: people who quote one script in another use them.
pub fn many_lines(text: &str) -> Result<(), Unseen> {
    let wrong = |sign: &char| (sign.is_control() && !matches!(sign, '\n' | '\r' | '\t')) || is_override(*sign);
    text.chars().find(wrong).map_or(Ok(()), |sign| Err(Unseen(sign)))
}

// The embeddings, overrides and isolates of the bidirectional algorithm, and what takes no room. The marks U+200E,
// U+200F and U+061C are not among them: they order what stands beside them, and people who write right to left use them.
fn is_hidden(sign: char) -> bool {
    matches!(sign,
        '\u{AD}' | '\u{180E}' | '\u{200B}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
        || is_filler(sign)
}

/// Letters of Hangul and Braille that show nothing: a text of them alone looks empty, and trimming leaves them.
fn is_filler(sign: char) -> bool {
    matches!(sign, '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}')
}

/// Signs that turn the text around whatever its letters are.
fn is_override(sign: char) -> bool {
    matches!(sign, '\u{202D}' | '\u{202E}')
}

/// What the flags of England, Scotland and Wales begin with; tags say which.
const FLAG: char = '\u{1F3F4}';

/// Letters that are never shown: anywhere but in a flag they carry a text nobody sees.
fn is_tag(sign: char) -> bool {
    matches!(sign, '\u{E0000}'..='\u{E007F}')
}

fn is_joiner(sign: char) -> bool {
    matches!(sign, '\u{200C}' | '\u{200D}')
}

/// Whether a joiner may stand beside it: in Latin letters it joins nothing, and makes two names that look the same.
fn stands_alone(sign: Option<char>) -> bool {
    sign.is_some_and(|sign| !sign.is_ascii() && !is_joiner(sign))
}

impl Unseen {
    /// The refusal of a field that holds it.
    pub fn in_field(self, field: &str) -> Fault {
        Fault::invalid(field, self.to_string())
    }
}

impl fmt::Display for Unseen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => f.write_str("is one line: take the line break out"),
            sign => {
                write!(f, "holds the character U+{:04X}, which cannot be seen: take it out", u32::from(sign))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_nothing_that_hides_or_turns_it_around() {
        for sign in
            ('\u{202A}'..='\u{202E}').chain('\u{2066}'..='\u{2069}').chain("\u{200B}\u{FEFF}\u{2060}\u{AD}".chars())
        {
            assert_eq!(one_line(&format!("Ana{sign} Soler")), Err(Unseen(sign)), "{sign:?}");
        }
        for sign in "\0\t\n\r\u{1B}\u{7F}\u{85}\u{2028}\u{2029}".chars() {
            assert_eq!(one_line(&format!("a{sign}b")), Err(Unseen(sign)), "{sign:?}");
        }
        let refused = one_line("a\u{202E}b").unwrap_err().in_field("title");
        assert_eq!(refused.message, "title: holds the character U+202E, which cannot be seen: take it out");
        assert_eq!(Unseen('\n').to_string(), "is one line: take the line break out");
    }

    #[test]
    fn what_people_write_stays() {
        for text in [
            "",
            "Ñandú & Cía. — «Sofás» ½ 日本語",
            "Familia 👨‍👩‍👧 y 🏳️‍🌈, 👩🏽‍⚕️",
            "שלום\u{200F}! مرحبا",
            "می\u{200C}خواهم",
            "क्\u{200D}ष",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
        ] {
            assert_eq!(one_line(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn a_joiner_that_joins_nothing_is_a_hidden_sign() {
        for text in ["Ana\u{200D}Soler", "\u{200D}", "👩\u{200D}", "\u{200D}👩", "👩\u{200D}\u{200D}👩", "A\u{200C}na"]
        {
            assert!(one_line(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_text_of_fillers_shows_nothing() {
        for sign in "\u{3164}\u{2800}\u{115F}\u{1160}\u{FFA0}".chars() {
            assert_eq!(one_line(&sign.to_string()), Err(Unseen(sign)), "{sign:?}");
            assert_eq!(one_line(&format!("Sala {sign}")), Err(Unseen(sign)), "{sign:?}");
        }
        assert_eq!(one_line("한글 회의실 ⠃⠗⠇"), Ok(()));
    }

    #[test]
    fn tags_stand_in_flags_only() {
        let scotland = "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}";
        assert_eq!(one_line(&format!("{scotland} Glasgow {scotland}")), Ok(()));
        for text in ["Sala\u{E0068}\u{E0069}", "\u{E0001}", "🏴 \u{E0067}", "👩\u{E007F}", "\u{E0067}🏴"] {
            assert!(one_line(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn prose_is_not_turned_around() {
        for sign in ['\u{202D}', '\u{202E}'] {
            assert_eq!(many_lines(&format!("Pay{sign} 100")), Err(Unseen(sign)));
        }
        assert_eq!(many_lines("He said \u{2067}שלום\u{2069}, and \u{202B}مرحبا\u{202C}."), Ok(()));
    }

    #[test]
    fn long_texts_keep_their_lines() {
        assert_eq!(many_lines("One.\r\n\n\tTwo 👨‍👩‍👧."), Ok(()));
        assert_eq!(many_lines("a\0b"), Err(Unseen('\0')));
        assert_eq!(many_lines("a\u{1B}[2J"), Err(Unseen('\u{1B}')));
    }
}
