//! Feature flags: which there are, and for whom one is on.

use plaza_core::{Locale, UserId};
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

/// A flag and how far it is rolled out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Feature {
    /// Its name.
    pub key: String,
    /// Whether it is on at all.
    pub enabled: bool,
    /// For how many of the people it is on, percent.
    pub share: u8,
    /// What it does.
    pub description: String,
}

/// A feature the platform knows.
struct Known {
    key: &'static str,
    enabled: bool,
    en: &'static str,
    es: &'static str,
}

/// The features the platform knows, as they are until an organisation turns them.
const KNOWN: [Known; 5] = [
    Known {
        key: "guest_booking",
        enabled: false,
        en: "Guests book what is open to everyone without becoming members.",
        es: "Los invitados reservan lo que está abierto a todos sin hacerse miembros.",
    },
    Known {
        key: "online_payment",
        enabled: true,
        en: "Prices are paid when booking.",
        es: "Los precios se pagan al reservar.",
    },
    Known {
        key: "recurring_bookings",
        enabled: false,
        en: "One booking may repeat by a rule.",
        es: "Una reserva puede repetirse según una regla.",
    },
    Known { key: "reviews", enabled: false, en: "People rate what they used.", es: "La gente valora lo que ha usado." },
    Known {
        key: "waitlist",
        enabled: false,
        en: "Who finds a slot taken may wait for it.",
        es: "Quien encuentra ocupado un turno puede esperarlo.",
    },
];

/// The known features with their defaults, by name, described in a language.
pub fn known(locale: Locale) -> Vec<Feature> {
    let described = |one: &Known| feature(one.key, one.enabled, if locale == Locale::Es { one.es } else { one.en });
    KNOWN.iter().map(described).collect()
}

/// One feature as it is until somebody turns it: known ones as declared, others off.
pub fn default_of(key: &str, locale: Locale) -> Feature {
    known(locale).into_iter().find(|feature| feature.key == key).unwrap_or_else(|| feature(key, false, ""))
}

/// Whether a key has the form of a feature's name: 2 to 60 of `a-z`, `0-9` and `_`, a letter first.
pub fn is_name(key: &str) -> bool {
    (2..=60).contains(&key.len())
        && key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Whether a feature is on for somebody. A share picks the same people each time, and those of a
/// smaller share stay when it grows; who is nobody in particular sees only what is on for all.
pub fn is_on(feature: &Feature, user: Option<UserId>) -> bool {
    if !feature.enabled || feature.share == 0 {
        return false;
    }
    feature.share >= 100 || user.is_some_and(|user| bucket(&feature.key, user) < feature.share)
}

/// 0 to 99, evenly; of the feature too, so that not the same people are always first.
fn bucket(key: &str, user: UserId) -> u8 {
    let hash = Sha256::digest([key.as_bytes(), user.uuid().as_bytes()].concat());
    let number = hash.iter().take(4).fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    u8::try_from(number % 100).unwrap_or_default()
}

fn feature(key: &str, enabled: bool, description: &str) -> Feature {
    Feature { key: key.to_owned(), enabled, share: 100, description: description.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_about_so_many_and_grows_without_losing_anybody() {
        let users: Vec<UserId> = (0..2_000).map(|_| UserId::new()).collect();
        let on = |share| {
            let feature = Feature { share, enabled: true, ..default_of("waitlist", Locale::En) };
            users.iter().filter(|user| is_on(&feature, Some(**user))).copied().collect::<Vec<_>>()
        };
        let (few, many) = (on(20), on(60));
        assert!((300..500).contains(&few.len()), "{}", few.len());
        assert!((1_100..1_300).contains(&many.len()), "{}", many.len());
        assert!(few.iter().all(|user| many.contains(user)));
        assert_eq!((on(0).len(), on(100).len()), (0, 2_000));
    }

    #[test]
    fn nobody_in_particular_sees_what_is_on_for_all() {
        let on = Feature { enabled: true, ..default_of("waitlist", Locale::En) };
        assert!(is_on(&on, None));
        assert!(!is_on(&Feature { share: 99, ..on.clone() }, None));
        assert!(!is_on(&Feature { enabled: false, ..on }, None));
    }

    #[test]
    fn names_have_one_form() {
        assert!(known(Locale::Es).iter().all(|feature| is_name(&feature.key)));
        for bad in ["", "x", "Waitlist", "wait-list", "1st", "_x", &"a".repeat(61)] {
            assert!(!is_name(bad), "{bad}");
        }
    }
}
