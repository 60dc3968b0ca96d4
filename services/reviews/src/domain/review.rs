//! What a review may say, and when it is shown.

use std::collections::BTreeMap;

use chrono::Duration;
use plaza_core::Instant;

/// What is reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// Who worked: by the client, or by who booked an hour of their time.
    Professional,
    /// Who paid: by the professional.
    Client,
    /// A place that is nobody's, by who stayed.
    Resource,
}

impl SubjectKind {
    const ALL: [Self; 3] = [Self::Professional, Self::Client, Self::Resource];

    /// Its name on the wire and in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Professional => "professional",
            Self::Client => "client",
            Self::Resource => "resource",
        }
    }

    /// The kind of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What can be told apart besides the whole.
    pub const fn aspects(self) -> &'static [&'static str] {
        match self {
            Self::Professional => &["quality", "communication", "punctuality", "value"],
            Self::Client => &["clarity", "communication", "fairness"],
            Self::Resource => &["cleanliness", "equipment", "comfort", "value"],
        }
    }
}

/// A field out of bounds and what to change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field} {message}")]
pub struct Wrong {
    /// Which field.
    pub field: &'static str,
    /// What to change.
    pub message: String,
}

/// The longest text, characters.
pub const LONGEST: usize = 2_000;

/// Checks stars and aspects; answers the text without the blanks around it.
///
/// # Errors
/// The first field that is out of bounds.
pub fn check(kind: SubjectKind, rating: u8, aspects: &BTreeMap<String, u8>, body: &str) -> Result<String, Wrong> {
    let wrong = |field, message: String| Err(Wrong { field, message });
    if !(1..=5).contains(&rating) {
        return wrong("rating", "must be 1 to 5".into());
    }
    let known = kind.aspects();
    if let Some((name, _)) = aspects.iter().find(|(name, _)| !known.contains(&name.as_str())) {
        return wrong("aspects", format!("'{name}' is none here; use {}", known.join(", ")));
    }
    if aspects.values().any(|stars| !(1..=5).contains(stars)) {
        return wrong("aspects", "must be 1 to 5 each".into());
    }
    text("text", body)
}

/// A text of at most [`LONGEST`] characters, without the blanks around it.
///
/// # Errors
/// When it is longer or holds control characters.
pub fn text(field: &'static str, body: &str) -> Result<String, Wrong> {
    let body = body.trim();
    if body.chars().count() > LONGEST || body.chars().any(|c| c.is_control() && c != '\n') {
        let message = format!("must be at most {LONGEST} characters without control characters");
        return Err(Wrong { field, message });
    }
    Ok(body.to_owned())
}

/// Until when a chance that opened then can be taken.
pub fn closes(opened: Instant, window: Duration) -> Instant {
    opened + window
}

/// Whether a review is shown as soon as it is written: where nobody reviews back always, else when the other side has
/// written too.
pub fn shown_at_once(other_side_may_write: bool, other_side_wrote: bool) -> bool {
    !other_side_may_write || other_side_wrote
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_bounds_is_named() {
        let aspects = |name: &str, stars| BTreeMap::from([(name.to_owned(), stars)]);
        let of = |rating, aspects: BTreeMap<String, u8>, body: &str| {
            check(SubjectKind::Professional, rating, &aspects, body).map_err(|wrong| wrong.field)
        };
        assert_eq!(of(5, aspects("quality", 4), " Bien \n"), Ok("Bien".into()));
        assert_eq!(of(0, BTreeMap::new(), ""), Err("rating"));
        assert_eq!(of(6, BTreeMap::new(), ""), Err("rating"));
        assert_eq!(of(3, aspects("cleanliness", 4), ""), Err("aspects"));
        assert_eq!(of(3, aspects("quality", 6), ""), Err("aspects"));
        assert_eq!(of(3, BTreeMap::new(), &"x".repeat(2_001)), Err("text"));
        assert_eq!(of(3, BTreeMap::new(), "a\u{0}b"), Err("text"));
    }

    #[test]
    fn people_see_each_other_s_reviews_together() {
        assert!(shown_at_once(false, false));
        assert!(!shown_at_once(true, false));
        assert!(shown_at_once(true, true));
    }
}
