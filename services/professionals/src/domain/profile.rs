//! What a profile says, and what it lacks before clients may find it.

use plaza_core::Money;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A language somebody works in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = SpokenLanguage)]
pub struct Language {
    /// ISO 639-1, two letters.
    #[schema(example = "es")]
    pub code: String,
    /// How well.
    pub level: LanguageLevel,
}

/// How well somebody speaks a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LanguageLevel {
    /// Enough to agree on the work.
    Basic,
    /// Well.
    Fluent,
    /// As their own.
    Native,
}

/// A trade somebody has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PractisedTrade {
    /// Slug of the taxonomy.
    #[schema(example = "photographer")]
    pub slug: String,
    /// Years of experience, 0 to 70.
    #[serde(default)]
    pub years: u32,
}

/// What is shown of a profile and can be changed in one go.
#[derive(Debug, Clone, PartialEq)]
pub struct Described {
    /// Name shown to clients.
    pub display_name: String,
    /// What they do, in a line.
    pub headline: String,
    /// About them.
    pub about: String,
    /// Languages they work in.
    pub languages: Vec<Language>,
    /// What an hour costs at least.
    pub hourly_from: Option<Money>,
    /// How far they travel, km.
    pub radius_km: u32,
    /// Whether they work over the net.
    pub remote: bool,
}

/// The least that an introduction has, characters.
pub const SHORTEST_ABOUT: usize = 40;

/// What is missing before a profile can be published, by code.
pub fn missing(described: &Described, trades: &[PractisedTrade], placed: bool) -> Vec<&'static str> {
    let parts = [
        ("headline", described.headline.is_empty()),
        ("about", described.about.chars().count() < SHORTEST_ABOUT),
        ("languages", described.languages.is_empty()),
        ("trades", trades.is_empty()),
        ("location", !placed),
    ];
    parts.into_iter().filter(|(_, lacks)| *lacks).map(|(code, _)| code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let mut described = Described {
            display_name: "Ana".into(),
            headline: String::new(),
            about: "Short.".into(),
            languages: Vec::new(),
            hourly_from: None,
            radius_km: 25,
            remote: false,
        };
        assert_eq!(missing(&described, &[], false), ["headline", "about", "languages", "trades", "location"]);
        described.headline = "Photographer".into();
        described.about = "I have taken pictures of people for twelve years.".into();
        described.languages = vec![Language { code: "es".into(), level: LanguageLevel::Native }];
        let trades = [PractisedTrade { slug: "photographer".into(), years: 12 }];
        assert!(missing(&described, &trades, true).is_empty());
    }
}
