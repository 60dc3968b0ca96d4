//! Whether what somebody says of themselves can stand; each refusal names the field and what to change.

use std::collections::HashSet;

use plaza_core::{Money, text};

use super::profile::{Described, Language, PractisedTrade};
use super::taxonomy::taxonomy;
use crate::error::{Error, Result};

/// The most an hour may cost, minor units.
const DEAREST: i64 = 100_000_000;

/// Checks a description and puts its texts in order.
pub fn described(given: &mut Described) -> Result<()> {
    line("displayName", &mut given.display_name, 1, 80)?;
    line("headline", &mut given.headline, 0, 120)?;
    tidy("about", &mut given.about, 0, 4_000)?;
    languages(&given.languages)?;
    if let Some(Money { amount, .. }) = given.hourly_from
        && !(1..=DEAREST).contains(&amount)
    {
        return Err(Error::invalid("hourlyFrom.amount", format!("is 1 to {DEAREST} minor units")));
    }
    if !(1..=500).contains(&given.radius_km) {
        return Err(Error::invalid("radiusKm", "is 1 to 500 km"));
    }
    Ok(())
}

/// Checks somebody's trades.
pub fn trades(given: &[PractisedTrade]) -> Result<()> {
    if !(1..=8).contains(&given.len()) {
        return Err(Error::invalid("trades", "are 1 to 8"));
    }
    let mut seen = HashSet::new();
    for (at, trade) in given.iter().enumerate() {
        self::trade(&format!("trades[{at}].slug"), &trade.slug)?;
        if !seen.insert(&trade.slug) {
            return Err(Error::invalid(format!("trades[{at}].slug"), format!("'{}' is there twice", trade.slug)));
        }
        if trade.years > 70 {
            return Err(Error::invalid(format!("trades[{at}].years"), "is 0 to 70"));
        }
    }
    Ok(())
}

/// Checks one slug.
pub fn trade(field: &str, slug: &str) -> Result<()> {
    if taxonomy().number(slug).is_some() {
        return Ok(());
    }
    Err(Error::invalid(field, format!("'{slug}' is no trade; GET /trades lists them")))
}

/// Whether a text is two lower-case letters, as ISO 639-1 has them.
pub fn is_language(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Trims a text of one line and checks it.
pub fn line(field: &str, text: &mut String, least: usize, most: usize) -> Result<()> {
    tidy(field, text, least, most)?;
    text::one_line(text).map_err(|unseen| Error::invalid(field, unseen.to_string()))
}

/// Trims a text and checks its length in characters.
pub fn tidy(field: &str, text: &mut String, least: usize, most: usize) -> Result<()> {
    *text = text.trim().to_owned();
    text::many_lines(text).map_err(|unseen| Error::invalid(field, unseen.to_string()))?;
    if (least..=most).contains(&text.chars().count()) {
        return Ok(());
    }
    let message =
        if least == 0 { format!("has at most {most} characters") } else { format!("has {least} to {most} characters") };
    Err(Error::invalid(field, message))
}

fn languages(given: &[Language]) -> Result<()> {
    if given.len() > 12 {
        return Err(Error::invalid("languages", "are at most 12"));
    }
    let mut seen = HashSet::new();
    for (at, language) in given.iter().enumerate() {
        let field = format!("languages[{at}].code");
        if !is_language(&language.code) {
            return Err(Error::invalid(field, "is two letters of ISO 639-1, such as es"));
        }
        if !seen.insert(&language.code) {
            return Err(Error::invalid(field, format!("'{}' is there twice", language.code)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_shows_all_it_holds_and_a_text_keeps_its_lines() {
        let checked = |text: &str| {
            let mut text = text.to_owned();
            line("headline", &mut text, 0, 120).map(|()| text)
        };
        assert_eq!(checked(" Retratos 👩🏽‍🎨 ").unwrap(), "Retratos 👩🏽‍🎨");
        for wrong in ["Ana\u{202E}soleR", "A\u{200B}na", "Ana\0", "Ana\nSoler", "Ana\u{2066}"] {
            let refused = checked(wrong).unwrap_err().to_string();
            assert!(refused.starts_with("headline: "), "{refused}");
        }
        let mut about = "One.\n\nTwo.".to_owned();
        assert!(tidy("about", &mut about, 0, 100).is_ok());
    }
}
