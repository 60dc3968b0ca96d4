//! The index against one that looks at every row: the same rows, counts and order, whatever is asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use plaza_core::{Instant, Money, OrgId, UserId};
use uuid::Uuid;

use super::*;
use crate::domain::geo::{Point, RADIUS_KM};
use crate::domain::standing::{average, bayesian};
use crate::search::http::Sort;

/// How many rows; the variable asks for more: 200,000 take a minute without optimisation.
fn size() -> usize {
    std::env::var("PLAZA_TEST_SEARCH_ROWS").ok().and_then(|text| text.parse().ok()).unwrap_or(20_000)
}

/// Cities, and places where reckoning goes wrong first.
const CENTRES: [(f64, f64); 18] = [
    (40.4165, -3.7026),
    (41.3888, 2.1590),
    (19.4285, -99.1277),
    (-34.6132, -58.3772),
    (35.6895, 139.6917),
    (51.5085, -0.1257),
    (-18.1416, 178.4415),
    (-13.8333, -171.7667),
    (64.1355, -21.8954),
    (-77.8463, 166.6683),
    (90.0, 0.0),
    (-90.0, 0.0),
    (89.9, 135.0),
    (-89.95, -30.0),
    (0.0, 180.0),
    (0.0, -180.0),
    (52.0, 179.99),
    (0.0, 0.0),
];

struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n.max(1)
    }

    fn share(&mut self) -> f64 {
        self.below(1_000_000) as f64 / 1_000_000.0
    }

    fn one<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize]
    }

    fn may<T>(&mut self, percent: u64, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(100) < percent).then(|| value(self))
    }

    /// Around a centre as people live, or anywhere.
    fn point(&mut self) -> Point {
        let (latitude, longitude) = match self.below(10) {
            0 => ((self.share() * 2.0 - 1.0).asin().to_degrees(), self.share() * 360.0 - 180.0),
            1 => self.one(&CENTRES),
            _ => {
                let (latitude, longitude) = self.one(&CENTRES);
                (latitude + (self.share() - 0.5) * 2.0, longitude + (self.share() - 0.5) * 4.0)
            }
        };
        let around = if longitude > 180.0 {
            longitude - 360.0
        } else if longitude < -180.0 {
            longitude + 360.0
        } else {
            longitude
        };
        Point { latitude: latitude.clamp(-90.0, 90.0), longitude: around }
    }
}

const WORDS: [&str; 8] = [
    "Fotógrafo de bodas",
    "Reparaciones rápidas",
    "Clear quote",
    "Servicio con garantía",
    "Weekend work",
    "Ñandú",
    "Estudio",
    "",
];

fn row(dice: &mut Dice, org: OrgId) -> Row {
    let count = dice.below(40) as i64;
    let (name, headline, city) =
        (format!("Persona {}", dice.below(900)), dice.one(&WORDS), dice.one(&["Madrid", "Málaga", "London"]));
    Row {
        org,
        id: Uuid::from_u128(u128::from(dice.below(u64::MAX)) << 64 | u128::from(dice.below(u64::MAX))),
        user: UserId::new(),
        words: Row::folded(&name, headline, city, dice.one(&WORDS)),
        name: name.into(),
        headline: headline.into(),
        city: city.into(),
        country: "ES".into(),
        point: dice.point(),
        reach_km: dice.one(&[1, 25, 100, 500]),
        trades: (0..=dice.below(3))
            .map(|_| dice.below(120) as u16)
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect(),
        languages: [*b"es", *b"en", *b"fr"].into_iter().filter(|_| dice.below(2) == 0).collect(),
        price: dice.may(80, |dice| Money::new(500 + dice.below(300) as i64 * 100, "EUR".parse().unwrap())),
        remote: dice.below(3) == 0,
        rating_sum: count + dice.below(4 * count as u64 + 1) as i64,
        rating_count: count,
        level: 0,
        badges: Box::default(),
        completed: 0,
        response_minutes: dice.may(50, |dice| dice.below(600) as i64),
        verified_until: dice.may(50, |dice| now() + chrono::Duration::days(dice.below(20) as i64 - 5)),
        resource: None,
        avatar: None,
        deleted: false,
        revision: 1,
    }
}

fn now() -> Instant {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

fn query(dice: &mut Dice) -> Query {
    let near = dice.may(85, Dice::point);
    let all = [Sort::Distance, Sort::Rating, Sort::Price, Sort::Relevance];
    let sort = dice.one(if near.is_some() { &all } else { &all[1..] });
    Query {
        words: Vec::new(),
        asked_words: 0,
        trades: dice.may(40, |dice| vec![dice.below(120) as u16, dice.below(120) as u16]).unwrap_or_default(),
        radius_km: near
            .and_then(|_| dice.may(80, |dice| dice.one(&[0.5, 5.0, 30.0, 111.2, 800.0, 5_000.0, 15_000.0, 20_030.0]))),
        near,
        reaches: near.and_then(|_| dice.may(20, |dice| dice.below(3) > 0)),
        min_price: dice.may(30, |dice| dice.below(20_000) as i64),
        max_price: dice.may(30, |dice| dice.below(30_000) as i64),
        currency: Some("EUR".parse().unwrap()),
        min_rating: dice.may(30, |dice| dice.one(&[3.0, 4.0, 4.5])),
        languages: dice.may(30, |dice| vec![dice.one(&[*b"es", *b"fr", *b"xx"])]).unwrap_or_default(),
        verified: dice.may(30, |dice| dice.below(2) == 0),
        remote: dice.may(30, |dice| dice.below(2) == 0),
        bookable: false,
        sort,
        after: None,
        limit: 40,
        facets: true,
        now: now(),
    }
}

/// The great-circle distance by the haversine formula.
fn haversine(a: Point, b: Point) -> f64 {
    let (lat1, lat2) = (a.latitude.to_radians(), b.latitude.to_radians());
    let half_lat = ((lat2 - lat1) / 2.0).sin();
    let half_long = ((b.longitude - a.longitude).to_radians() / 2.0).sin();
    let h = half_lat * half_lat + lat1.cos() * lat2.cos() * half_long * half_long;
    2.0 * RADIUS_KM * h.clamp(0.0, 1.0).sqrt().asin()
}

/// Whether a row fits all filters but the one named.
fn fits(row: &Row, query: &Query, but: &str) -> bool {
    let verified = row.verified_until.is_some_and(|until| until > query.now);
    let within = match (query.near, query.radius_km) {
        (Some(near), Some(radius)) => haversine(near, row.point) <= radius,
        _ => true,
    };
    let stars = average(row.rating_sum, row.rating_count).map_or(-1.0, |mean| mean as f32);
    let price = row.price.map_or(i64::MAX, |price| price.amount);
    let costs = (query.min_price.is_none() && query.max_price.is_none())
        || (query.min_price.unwrap_or(0)..=query.max_price.unwrap_or(i64::MAX - 1)).contains(&price);
    let reaches = |near| haversine(near, row.point) <= f64::from(row.reach_km);
    within
        && query.near.zip(query.reaches).is_none_or(|(near, wanted)| reaches(near) == wanted)
        && (but == "trade" || query.trades.is_empty() || row.trades.iter().any(|one| query.trades.contains(one)))
        && (but == "language"
            || query.languages.is_empty()
            || row.languages.iter().any(|one| query.languages.contains(one)))
        && (but == "rating" || query.min_rating.is_none_or(|least| stars >= least))
        && (but == "price" || costs)
        && (but == "verified" || query.verified.is_none_or(|wanted| wanted == verified))
        && (but == "remote" || query.remote.is_none_or(|wanted| wanted == row.remote))
}

/// What sorts a row, the least first.
fn number(row: &Row, query: &Query) -> f64 {
    let km = query.near.map(|near| haversine(near, row.point));
    let bayes = f64::from(bayesian(row.rating_sum, row.rating_count) as f32);
    match query.sort {
        Sort::Distance => km.unwrap(),
        Sort::Rating => -bayes,
        Sort::Price => row.price.map_or(f64::MAX, |price| price.amount as f64),
        Sort::Relevance => {
            let response = row.response_minutes.map_or(0.0, |minutes| 60.0 / (60.0 + minutes as f64));
            -(km.map_or(0.0, |km| 0.25 * 10.0 / (10.0 + km)) + 0.2 * (bayes - 1.0) / 4.0 + 0.05 * response)
        }
    }
}

/// The oracle's answer, and the index's, compared. Equal numbers may stand either way: their rounding differs.
fn compare(rows: &[Row], found: &Found, query: &Query) {
    let mut fitting: Vec<(f64, &Row)> =
        rows.iter().filter(|row| fits(row, query, "")).map(|row| (number(row, query), row)).collect();
    fitting.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert_eq!(found.total, fitting.len() as u64, "{query:?}");
    assert_eq!(found.hits.len(), fitting.len().min(query.limit), "{query:?}");
    assert_eq!(found.more, fitting.len() > query.limit);
    for (hit, (wanted, _)) in found.hits.iter().zip(&fitting) {
        let got = number(&hit.row, query);
        assert!((got - wanted).abs() <= 1e-6 * wanted.abs().max(1.0), "{got} for {wanted}: {query:?}");
        assert!(fits(&hit.row, query, ""));
        if let (Some(near), Some(km)) = (query.near, hit.km) {
            assert!((km - haversine(near, hit.row.point)).abs() < 1e-5);
        }
    }
    let facets = found.facets.as_ref().unwrap();
    assert_eq!(facets.trades, counts(rows, query, "trade", |row| row.trades.to_vec()));
    assert_eq!(facets.languages, counts(rows, query, "language", |row| row.languages.to_vec()));
    let count = |but: &str, holds: &dyn Fn(&Row) -> bool| {
        rows.iter().filter(|row| fits(row, query, but) && holds(row)).count() as u64
    };
    assert_eq!(facets.verified, count("verified", &|row| row.verified_until.is_some_and(|until| until > now())));
    assert_eq!(facets.remote, count("remote", &|row| row.remote));
    for (at, least) in STARS.iter().enumerate() {
        let stars = |row: &Row| average(row.rating_sum, row.rating_count).is_some_and(|mean| mean as f32 >= *least);
        assert_eq!(facets.ratings[at], count("rating", &stars));
    }
    let priced = count("price", &|row| row.price.is_some());
    assert_eq!(facets.prices.iter().sum::<u64>(), priced);
    assert_eq!(facets.prices[0], count("price", &|row| row.price.is_some_and(|price| price.amount < 2_500)));
}

fn counts<K: Ord>(rows: &[Row], query: &Query, but: &str, of: impl Fn(&Row) -> Vec<K>) -> BTreeMap<K, u64> {
    let mut counts = BTreeMap::new();
    for row in rows.iter().filter(|row| fits(row, query, but)) {
        of(row).into_iter().for_each(|key| *counts.entry(key).or_default() += 1);
    }
    counts
}

#[test]
fn every_search_finds_what_looking_at_every_row_finds() {
    let mut dice = Dice(0x0DDB_1A5E_5BAD_5EED);
    let org = OrgId::new();
    let mut rows: Vec<Row> = (0..size()).map(|_| row(&mut dice, org)).collect();
    let mut index = OrgIndex::new(rows.iter().cloned().map(Arc::new).collect());
    for round in 0..150 {
        let query = query(&mut dice);
        compare(&rows, &index.search(&query), &query);
        // Rows change, go and come; now and then so many that both segments become one.
        if round % 15 == 14 {
            index = index.changed(changes(&mut dice, &mut rows, org, round)).unwrap();
        }
    }
}

fn changes(dice: &mut Dice, rows: &mut Vec<Row>, org: OrgId, round: i64) -> Vec<Row> {
    let mut changed = Vec::new();
    for _ in 0..(if round % 45 == 44 { size() / 15 } else { 40 }) {
        let at = dice.below(rows.len() as u64) as usize;
        match dice.below(3) {
            0 => {
                let gone = rows.swap_remove(at);
                changed.push(Row { deleted: true, revision: gone.revision + 1, ..gone });
            }
            1 => {
                let moved = Row { point: dice.point(), revision: rows[at].revision + 1, ..rows[at].clone() };
                rows[at] = moved.clone();
                changed.push(moved);
            }
            _ => {
                rows.push(row(dice, org));
                changed.extend(rows.last().cloned());
            }
        }
    }
    changed
}

#[test]
fn pages_follow_each_other_without_gaps_or_repeats() {
    let mut dice = Dice(77);
    let rows: Vec<Row> = (0..3_000).map(|_| row(&mut dice, OrgId::new())).collect();
    let index = OrgIndex::new(rows.into_iter().map(Arc::new).collect());
    for sort in [Sort::Distance, Sort::Rating, Sort::Price, Sort::Relevance] {
        let near = Some(Point { latitude: 40.4, longitude: -3.7 });
        let mut query = Query { near, sort, limit: 50, facets: false, ..query(&mut dice) };
        let whole = index.search(&Query { limit: 10_000, after: None, ..query.clone() });
        let mut paged = Vec::new();
        loop {
            let found = index.search(&query);
            assert_eq!(found.total, whole.total);
            paged.extend(found.hits.iter().map(|hit| hit.place));
            query.after = found.hits.last().map(|hit| hit.place);
            if !found.more {
                break;
            }
        }
        assert_eq!(paged, whole.hits.iter().map(|hit| hit.place).collect::<Vec<_>>());
    }
}

#[test]
fn words_are_found_in_both_languages_with_slips_and_beginnings() {
    let photographer = crate::domain::taxonomy::taxonomy().number("photographer").unwrap();
    let plumber = crate::domain::taxonomy::taxonomy().number("plumber").unwrap();
    let mut dice = Dice(5);
    let org = OrgId::new();
    let mut one = |name: &str, headline: &str, city: &str, trade: u16| {
        let words = Row::folded(name, headline, city, "Llevo diez años en el oficio y respondo hoy mismo.");
        Arc::new(Row { words, name: name.into(), trades: [trade].into(), ..row(&mut dice, org) })
    };
    let index = OrgIndex::new(vec![
        one("Ana Ruiz", "Retratos con luz natural", "Córdoba", photographer),
        one("Ben Hall", "No job too small", "London", plumber),
        one("Iván Sanz", "Fontanería de urgencia", "Madrid", plumber),
    ]);
    let found = |text: &str| {
        let asked = crate::domain::words::asked(text);
        let any = Query {
            near: None,
            radius_km: None,
            reaches: None,
            trades: vec![],
            languages: vec![],
            min_price: None,
            max_price: None,
            min_rating: None,
            verified: None,
            remote: None,
            sort: Sort::Relevance,
            facets: false,
            ..query(&mut Dice(1))
        };
        let query = Query { asked_words: asked.len(), words: index.read(asked), ..any };
        let mut names: Vec<String> = index.search(&query).hits.iter().map(|hit| hit.row.name.to_string()).collect();
        names.sort();
        names
    };
    for text in [
        "fotografa",
        "photographers",
        "FOTÓGRAFOS",
        "fotgrafo",
        "photografer",
        "foto",
        "retrato cordoba",
        "cordba",
        "fotógrafo en Córdoba",
    ] {
        assert_eq!(found(text), ["Ana Ruiz"], "{text}");
    }
    assert_eq!(found("plumber"), ["Ben Hall", "Iván Sanz"]);
    assert_eq!(found("fontanero londn"), ["Ben Hall"]);
    assert_eq!(found("fontanero urgnecia"), ["Iván Sanz"]);
    assert_eq!(found("plomero xyzzy"), ["Ben Hall", "Iván Sanz"], "what nobody says is passed over");
    assert_eq!(found("xyzzy"), Vec::<String>::new());
    assert_eq!(found("fotógrafo Londres London"), Vec::<String>::new());
}
