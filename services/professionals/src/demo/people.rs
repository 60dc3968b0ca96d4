//! The demo's people, made up from lists by chance that is the same at every run.

use plaza_core::{Locale, OrgId, UserId};
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::cities::{City, cities};
use super::texts;
use crate::domain::geo::Point;
use crate::domain::profile::{Language, LanguageLevel, PractisedTrade};
use crate::domain::taxonomy::{TradeNumber, taxonomy};

const SPANISH: [&str; 20] = [
    "ES", "MX", "AR", "CO", "CL", "PE", "UY", "PY", "BO", "EC", "VE", "CR", "PA", "DO", "GT", "HN", "SV", "NI", "CU",
    "PR",
];

/// Countries of other languages than Spanish and English that the demo knows.
const OTHERS: [(&str, &str); 24] = [
    ("FR", "fr"),
    ("BE", "fr"),
    ("CH", "de"),
    ("DE", "de"),
    ("AT", "de"),
    ("IT", "it"),
    ("PT", "pt"),
    ("BR", "pt"),
    ("AO", "pt"),
    ("JP", "ja"),
    ("KR", "ko"),
    ("CN", "zh"),
    ("TW", "zh"),
    ("NL", "nl"),
    ("PL", "pl"),
    ("SE", "sv"),
    ("NO", "no"),
    ("DK", "da"),
    ("GR", "el"),
    ("TR", "tr"),
    ("MA", "ar"),
    ("EG", "ar"),
    ("IN", "hi"),
    ("AD", "ca"),
];

/// What the demo's real accounts do and where; the first is a photographer where the demo has its studio.
const ACCOUNTS: [(&str, &str); 3] =
    [("photographer", "Madrid"), ("web-developer", "Barcelona"), ("electrician", "London")];

/// So many, the first, have few reviews, that somebody looking at the demo reads to the end; all have some.
const READ: usize = 60;

/// One of the demo's people.
#[derive(Debug, Clone, Serialize)]
pub struct Person {
    /// The profile.
    pub id: Uuid,
    /// Whose; an account only for the first.
    pub user_id: UserId,
    /// Name.
    pub name: String,
    /// A line.
    pub headline: String,
    /// An introduction.
    pub about: String,
    /// Languages.
    pub languages: Vec<Language>,
    /// Trades.
    pub trades: Vec<PractisedTrade>,
    /// What an hour costs, minor units.
    pub hourly: i64,
    /// How far they travel.
    pub radius_km: u32,
    /// Over the net too.
    pub remote: bool,
    /// City.
    pub city: &'static str,
    /// Country.
    pub country: &'static str,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Sum of stars.
    pub rating_sum: i64,
    /// How many reviews.
    pub rating_count: i64,
    /// 0 to 3.
    pub level: i16,
    /// Badges by code.
    pub badges: Vec<&'static str>,
    /// Completed orders.
    pub completed: i64,
    /// Of those, how many late.
    pub late: i64,
    /// Median time to the first answer.
    pub response_minutes: Option<i64>,
    /// Whether they proved who they are.
    pub verified: bool,
    /// The language they write in.
    #[serde(skip)]
    pub locale: Locale,
}

/// So many people of an organisation; the first are real accounts.
pub fn people(org: OrgId, accounts: &[(UserId, String)], count: usize) -> Vec<Person> {
    let cities = cities();
    // A city of a hundred times the people has ten times the professionals; half of all write Spanish.
    let at_home = |city: &City| if SPANISH.contains(&city.country) { 3 } else { 1 };
    let shares: Vec<u32> = cities.iter().map(|city| at_home(city) * city.weight.isqrt().max(1)).collect();
    let mut dice = Dice(0x5EED_0FD3_4057_AB1E);
    let person = |number: usize| {
        let known = ACCOUNTS.get(number).filter(|_| number < accounts.len());
        let place = known.and_then(|(_, name)| cities.iter().find(|city| city.name == *name));
        let city = place.copied().unwrap_or_else(|| cities[dice.weighted(&shares)]);
        let trade = known.and_then(|(slug, _)| taxonomy().number(slug));
        let mut one = invented(&mut dice, city, trade, number < READ);
        (one.id, one.user_id) = (lasting(org, "professional", number), UserId(lasting(org, "user", number)));
        if let Some((user, name)) = accounts.get(number) {
            // Who they are is proved in a case of theirs, if at all.
            (one.user_id, one.name, one.verified) = (*user, name.clone(), false);
        }
        one
    };
    (0..count).map(person).collect()
}

fn invented(dice: &mut Dice, city: City, trade: Option<TradeNumber>, read: bool) -> Person {
    let locale = if SPANISH.contains(&city.country) { Locale::Es } else { Locale::En };
    let trades = trades(dice, trade);
    let main = taxonomy().number(&trades[0].slug).and_then(|number| taxonomy().trade(number));
    let said = main.map(|trade| trade.named.name(locale)).unwrap_or_default();
    let years = trades[0].years.max(2).to_string();
    let fill = |text: &str| text.replace("{trade}", said).replace("{years}", &years).replace("{city}", city.name);
    let headline = fill(dice.pick(texts::headlines(locale)));
    let parts = [texts::openings(locale), texts::middles(locale), texts::endings(locale)];
    let about: Vec<String> = parts.map(|list| fill(dice.pick(list))).to_vec();
    let point = about_there(dice, city.point);
    let (rating_sum, rating_count) = rating(dice, read);
    // Not every client writes.
    let completed = rating_count * (12 + dice.below(70) as i64) / 10;
    let late = if dice.below(3) == 0 { (1 + completed / 30).min(completed) } else { 0 };
    let response_minutes = (rating_count > 0).then(|| [3, 8, 15, 30, 60, 120, 300, 720][dice.below(8)]);
    Person {
        id: Uuid::nil(),
        user_id: UserId(Uuid::nil()),
        name: format!("{} {}", dice.pick(&texts::given_names(locale)), dice.pick(&texts::family_names(locale))),
        headline,
        about: about.join(" "),
        languages: languages(dice, city.country),
        trades,
        hourly: (14 + dice.below(26) + dice.below(8) * dice.below(9)) as i64 * 100,
        radius_km: [5, 10, 15, 25, 40, 60, 100][dice.below(7)],
        remote: dice.below(100) < 35,
        city: city.name,
        country: city.country,
        latitude: point.latitude,
        longitude: point.longitude,
        rating_sum,
        rating_count,
        level: level(rating_sum, rating_count, completed, late, response_minutes),
        badges: badges(rating_sum, rating_count, completed, late, response_minutes),
        completed,
        late,
        response_minutes,
        verified: dice.below(100) < 45,
        locale,
    }
}

fn trades(dice: &mut Dice, first: Option<TradeNumber>) -> Vec<PractisedTrade> {
    let all = &taxonomy().trades;
    let first = first.map_or_else(|| dice.below(all.len()), usize::from);
    // Who has several trades has them of one group.
    let group: Vec<usize> = (0..all.len()).filter(|at| all[*at].group == all[first].group && *at != first).collect();
    let mut chosen = vec![first];
    for _ in 0..[0, 0, 0, 1, 1, 2][dice.below(6)] {
        let more = group[dice.below(group.len())];
        if !chosen.contains(&more) {
            chosen.push(more);
        }
    }
    let trade = |at: usize| PractisedTrade { slug: all[at].named.slug.clone(), years: 1 + dice.below(25) as u32 };
    chosen.into_iter().map(trade).collect()
}

fn languages(dice: &mut Dice, country: &str) -> Vec<Language> {
    let own = match OTHERS.iter().find(|(known, _)| *known == country) {
        Some((_, language)) => language,
        None if SPANISH.contains(&country) => "es",
        None => "en",
    };
    let language = |code: &str, level| Language { code: code.to_owned(), level };
    let mut spoken = vec![language(own, LanguageLevel::Native)];
    for (code, percent) in [("en", 65), ("es", 20), ("fr", 8)] {
        if code != own && dice.below(100) < percent {
            let level = if dice.below(2) == 0 { LanguageLevel::Fluent } else { LanguageLevel::Basic };
            spoken.push(language(code, level));
        }
    }
    spoken
}

/// Most are good, some are excellent, few are not; one in seven is new. Some twelve thousand reviews of two thousand
/// people: each of them is written.
fn rating(dice: &mut Dice, read: bool) -> (i64, i64) {
    if dice.below(7) == 0 && !read {
        return (0, 0);
    }
    let many = if read { 1 } else { (dice.below(9) * dice.below(9) * dice.below(4)) as i64 / 8 };
    let count = 1 + many + dice.below(5) as i64;
    let hundredths = 500 - (dice.below(11) * dice.below(11)) as i64 - dice.below(20) as i64;
    (((count * hundredths + 50) / 100).clamp(count, 5 * count), count)
}

/// As the reviews service reckons it.
fn level(sum: i64, count: i64, completed: i64, late: i64, response: Option<i64>) -> i16 {
    let rules = [(3, 50, 480, 360, 95), (2, 10, 450, 1_440, 90), (1, 3, 400, 2_880, 80)];
    let fulfils = |(_, done, hundredths, minutes, in_time): &(i16, i64, i64, i64, i64)| {
        completed >= *done
            && sum * 100 >= hundredths * count
            && response.is_none_or(|answer| answer <= *minutes)
            && (completed - late) * 100 >= in_time * completed
    };
    rules.iter().find(|rule| fulfils(rule)).map_or(0, |(level, ..)| *level)
}

/// As the reviews service gives them.
fn badges(sum: i64, count: i64, completed: i64, late: i64, response: Option<i64>) -> Vec<&'static str> {
    let earned = [
        ("fast_answers", response.is_some_and(|minutes| minutes <= 60)),
        ("always_in_time", completed >= 10 && late == 0),
        ("clients_favourite", count >= 20 && sum * 100 >= 480 * count),
    ];
    earned.into_iter().filter(|(_, earned)| *earned).map(|(code, _)| code).collect()
}

/// Within some eight kilometres of a city's middle.
fn about_there(dice: &mut Dice, city: Point) -> Point {
    let mut off = || (dice.below(1_500) as f64 - 750.0) / 10_000.0;
    let wide = city.latitude.to_radians().cos().max(0.2);
    Point {
        latitude: (city.latitude + off()).clamp(-90.0, 90.0),
        longitude: (city.longitude + off() / wide).clamp(-180.0, 180.0),
    }
}

/// An id that is the same at every run (RFC 9562, version 8).
fn lasting(org: OrgId, what: &str, number: usize) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(org.uuid().as_bytes());
    hash.update(what.as_bytes());
    hash.update(number.to_be_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Chance that is the same at every run (xorshift; Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    fn weighted(&mut self, shares: &[u32]) -> usize {
        let mut left = self.below(shares.iter().map(|share| *share as usize).sum()) as u64;
        let passed = |share: &u32| match left.checked_sub(u64::from(*share)) {
            Some(rest) => {
                left = rest;
                false
            }
            None => true,
        };
        shares.iter().position(passed).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::check;

    #[test]
    fn the_same_people_come_every_time_and_could_be_real() {
        let org = OrgId::new();
        let accounts = [(UserId::new(), "Lucía Prat".to_owned())];
        let all = people(org, &accounts, 2_000);
        let again = people(org, &accounts, 2_000);
        assert_eq!(serde_json::to_string(&all).unwrap(), serde_json::to_string(&again).unwrap());
        assert_eq!((all[0].user_id, all[0].name.as_str(), all[0].city), (accounts[0].0, "Lucía Prat", "Madrid"));
        let mut ids: Vec<Uuid> = all.iter().map(|one| one.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 2_000);
        for one in &all {
            check::trades(&one.trades).unwrap();
            assert!(one.about.chars().count() >= 40 && !one.about.contains('{'), "{}", one.about);
            assert!(one.rating_sum >= one.rating_count && one.rating_sum <= 5 * one.rating_count);
            assert!(Point::new(one.latitude, one.longitude).is_some() && one.hourly > 0);
        }
        assert!(all.iter().take(READ).all(|one| (2..=6).contains(&one.rating_count)));
        let reviews: i64 = all.iter().map(|one| one.rating_count).sum();
        assert!((8_000..12_500).contains(&reviews), "{reviews}");
        let share = |holds: &dyn Fn(&Person) -> bool| all.iter().filter(|one| holds(one)).count() * 100 / all.len();
        assert!((30..70).contains(&share(&|one| one.locale == Locale::Es)));
        assert!((30..60).contains(&share(&|one| one.verified)));
        assert!((2..40).contains(&share(&|one| one.level == 3)), "{}", share(&|one| one.level == 3));
    }
}
