//! The demo's reviews: behind every star of its professionals, and a few of each of its places.

use std::collections::BTreeMap;

use chrono::Duration;
use plaza_core::{Instant, Locale, UserId};
use plaza_professionals_api::DemoProfessional;
use plaza_resources_api::{ResourceCard, ResourceKind};
use plaza_reviews_api::{DemoReview, DemoReviews, DemoStanding};
use uuid::Uuid;

use super::Dice;
use super::review_texts::{About, sentences};

/// About so many reviews in one call.
const AT_ONCE: usize = 2_000;

/// Of the first so many professionals every review has a text.
const READ: usize = 60;

/// The oldest one is so many days old.
const DAYS: usize = 540;

const OF_WORK: [&str; 4] = ["quality", "communication", "punctuality", "value"];
const OF_PLACES: [&str; 4] = ["cleanliness", "equipment", "comfort", "value"];

/// Somebody who writes, in their language.
pub(super) type Author = (UserId, Locale);

/// As many reviews of each professional as their listing says, with as many stars, and what they are known for. In
/// batches; but for the times the same at every run.
pub(super) fn of_professionals(
    professionals: &[DemoProfessional],
    members: &[Author],
    now: Instant,
) -> Vec<DemoReviews> {
    let mut dice = Dice(0x6A09_E667_F3BC_C909);
    let others: Vec<Author> =
        professionals.iter().map(|one| (one.user_id, one.locale)).chain(members.iter().copied()).collect();
    let mut batches = vec![DemoReviews::default()];
    for (number, one) in professionals.iter().enumerate() {
        if batches.last().is_some_and(|batch| batch.reviews.len() >= AT_ONCE) {
            batches.push(DemoReviews::default());
        }
        let Some(batch) = batches.last_mut() else { continue };
        let mut said = Vec::new();
        for (at, stars) in stars(one.rating_sum, one.rating_count, &mut dice).into_iter().enumerate() {
            let subject = ("professional", one.user_id.uuid());
            let author = author(&others, one, &mut dice);
            let mut review = review(subject, at, author.0, stars, now, &mut dice);
            review.aspects = aspects(&OF_WORK, stars, &mut dice);
            if number < READ || dice.below(3) > 0 {
                review.text = text(About::Work, stars, author.1, &mut said, &mut dice);
            }
            batch.reviews.push(review);
        }
        batch.standings.push(standing(one));
    }
    batches
}

/// Three to five reviews of each resource, by members, each of whom writes once.
pub(super) fn of_places(cards: &[ResourceCard], members: &[Author], now: Instant) -> DemoReviews {
    let mut dice = Dice(0xBB67_AE85_84CA_A73B);
    let mut reviews = Vec::new();
    for card in cards.iter().filter(|_| !members.is_empty()) {
        let about = match card.kind {
            ResourceKind::Room | ResourceKind::Desk | ResourceKind::Office => About::Room,
            ResourceKind::Equipment => About::Thing,
            ResourceKind::Virtual => About::Net,
            ResourceKind::Person => About::Work,
        };
        let mut said = Vec::new();
        let first = dice.below(members.len());
        for at in 0..(3 + dice.below(3)).min(members.len()) {
            let stars = [5, 5, 5, 5, 4, 4, 4, 3, 5, 2][dice.below(10)];
            let author = members[(first + at) % members.len()];
            let mut review = review(("resource", card.id.uuid()), at, author.0, stars, now, &mut dice);
            let known = if about == About::Room { &OF_PLACES[..] } else { &OF_PLACES[3..] };
            review.aspects = aspects(known, stars, &mut dice);
            review.text = text(about, stars, author.1, &mut said, &mut dice);
            reviews.push(review);
        }
    }
    DemoReviews { reviews, standings: Vec::new() }
}

fn review(subject: (&str, Uuid), at: usize, author: UserId, stars: u8, now: Instant, dice: &mut Dice) -> DemoReview {
    DemoReview {
        reference: reference(subject.1, at),
        author,
        subject_kind: subject.0.to_owned(),
        subject: subject.1,
        rating: stars,
        aspects: BTreeMap::new(),
        text: String::new(),
        at: now - Duration::minutes((1 + dice.below(DAYS)) as i64 * 24 * 60 + dice.below(600) as i64),
    }
}

/// Stars of one to five that make this sum: each that is missing to the best is missing somewhere.
fn stars(sum: i64, count: i64, dice: &mut Dice) -> Vec<u8> {
    let mut stars = vec![5_u8; usize::try_from(count).unwrap_or(0)];
    let mut missing = (5 * count - sum).clamp(0, 4 * count);
    while missing > 0 {
        let at = dice.below(stars.len());
        if stars[at] > 1 {
            stars[at] -= 1;
            missing -= 1;
        }
    }
    stars
}

/// Somebody else, more often than not of the same language.
fn author(others: &[Author], of: &DemoProfessional, dice: &mut Dice) -> Author {
    let neighbour = dice.below(10) < 7;
    loop {
        let found = others[dice.below(others.len())];
        // Nobody else may be there at all: then a stranger writes.
        if others.len() < 2 {
            return (UserId(reference(of.user_id.uuid(), 0)), of.locale);
        }
        if found.0 != of.user_id && (!neighbour || found.1 == of.locale || dice.below(10) == 0) {
            return found;
        }
    }
}

fn aspects(names: &[&str], stars: u8, dice: &mut Dice) -> BTreeMap<String, u8> {
    if dice.below(5) < 2 {
        return BTreeMap::new();
    }
    let near =
        |dice: &mut Dice| [stars, stars, stars, stars.saturating_sub(1).max(1), (stars + 1).min(5)][dice.below(5)];
    names.iter().map(|name| ((*name).to_owned(), near(dice))).collect()
}

/// A sentence or two that nobody said of the same before, as long as there are others.
fn text(about: About, stars: u8, locale: Locale, said: &mut Vec<&'static str>, dice: &mut Dice) -> String {
    let [judge, why] = sentences(about, stars, locale);
    let mut new = |list: &'static [&'static str], dice: &mut Dice| {
        let first = dice.below(list.len());
        let found = (0..list.len()).map(|next| list[(first + next) % list.len()]).find(|text| !said.contains(text));
        said.extend(found);
        found.or_else(|| list.get(first).copied())
    };
    let first = new(judge, dice);
    let second = if dice.below(3) > 0 { new(why, dice) } else { None };
    [first, second].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What a review of the demo is about: no order or stay of ours, but the same at every run.
fn reference(subject: Uuid, at: usize) -> Uuid {
    let mixed =
        subject.as_u128().rotate_left(41) ^ (at as u128 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
    uuid::Builder::from_custom_bytes(mixed.to_be_bytes()).into_uuid()
}

fn standing(one: &DemoProfessional) -> DemoStanding {
    let answers = |minutes: i64| vec![minutes * 60; 3];
    DemoStanding {
        user_id: one.user_id,
        completed: one.completed,
        late: one.late,
        answer_seconds: one.response_minutes.map(answers).unwrap_or_default(),
        level: one.level,
        badges: one.badges.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn somebody(number: i64) -> DemoProfessional {
        DemoProfessional {
            id: Uuid::now_v7().into(),
            user_id: UserId::new(),
            name: format!("Persona {number}"),
            trades: Vec::new(),
            hourly_from: plaza_core::Money::new(4_000, plaza_core::Currency::EUR),
            locale: if number % 2 == 0 { Locale::Es } else { Locale::En },
            city: "Madrid".to_owned(),
            verified: false,
            rating_sum: number * 3 + number / 2,
            rating_count: number,
            completed: 10,
            late: 0,
            response_minutes: Some(30),
            level: 1,
            badges: Vec::new(),
        }
    }

    #[test]
    fn the_reviews_make_the_rating_that_is_shown_and_nobody_reviews_themselves() {
        let people: Vec<DemoProfessional> = (0..120).map(somebody).collect();
        let now: Instant = "2026-03-02T09:00:00Z".parse().unwrap();
        let batches = of_professionals(&people, &[(UserId::new(), Locale::En)], now);
        assert!(batches.len() > 1, "in several calls");
        let again = of_professionals(&people, &[(UserId::new(), Locale::En)], now);
        assert_eq!(again[0].reviews[5].reference, batches[0].reviews[5].reference);
        let mut references = HashSet::new();
        for one in &people {
            let of: Vec<&DemoReview> = batches
                .iter()
                .flat_map(|batch| &batch.reviews)
                .filter(|review| review.subject == one.user_id.uuid())
                .collect();
            let sum: i64 = of.iter().map(|review| i64::from(review.rating)).sum();
            assert_eq!((sum, of.len() as i64), (one.rating_sum, one.rating_count));
            assert!(of.iter().all(|review| review.author != one.user_id && review.at < now));
            assert!(of.iter().all(|review| references.insert(review.reference)), "each is about something else");
        }
        assert!(batches[0].reviews.iter().take(100).all(|review| review.text.len() > 10));
        assert_eq!(batches.iter().map(|batch| batch.standings.len()).sum::<usize>(), people.len());
    }

    #[test]
    fn one_alone_is_reviewed_too() {
        let now: Instant = "2026-03-02T09:00:00Z".parse().unwrap();
        assert_eq!(of_professionals(&[somebody(3)], &[], now)[0].reviews.len(), 3);
    }
}
