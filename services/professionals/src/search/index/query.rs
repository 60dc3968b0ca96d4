//! What is looked for, and the rows of a segment that fit.

use std::ops::Range;

use plaza_core::{Currency, Instant};
use uuid::Uuid;

use super::bits::Bits;
use super::dictionary::Mode;
use super::row::LanguageCode;
use super::segment::{NO_PRICE, Segment};
use super::text::trade_words;
use crate::domain::geo::{Point, RADIUS_KM, chord2, chord2_of, km};
use crate::domain::taxonomy::TradeNumber;
use crate::search::http::Sort;

/// What is looked for; all that is given must hold.
#[derive(Debug, Clone)]
pub struct Query {
    /// Words to be said, each with the way to look it up.
    pub words: Vec<(String, Mode)>,
    /// How many words were asked for, those that nobody says among them.
    pub asked_words: usize,
    /// Any of these trades.
    pub trades: Vec<TradeNumber>,
    /// Around here.
    pub near: Option<Point>,
    /// No farther than this, km.
    pub radius_km: Option<f64>,
    /// Travelling as far as that.
    pub reaches: Option<bool>,
    /// An hour costs this or more, minor units.
    pub min_price: Option<i64>,
    /// An hour costs this or less, minor units.
    pub max_price: Option<i64>,
    /// The currency that prices are compared in.
    pub currency: Option<Currency>,
    /// So many stars on average and more.
    pub min_rating: Option<f32>,
    /// Any of these languages.
    pub languages: Vec<LanguageCode>,
    /// Proved to be who they are.
    pub verified: Option<bool>,
    /// Working over the net.
    pub remote: Option<bool>,
    /// Whose time can be booked.
    pub bookable: bool,
    /// What comes first.
    pub sort: Sort,
    /// Only what comes after this place.
    pub after: Option<Place>,
    /// How many at most.
    pub limit: usize,
    /// Whether to count for each filter.
    pub facets: bool,
    /// The present.
    pub now: Instant,
}

/// A place in the order of a search: the number that sorts, then the id.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Sorts first, ascending.
    pub number: f64,
    /// Then this, so that no two places are equal.
    pub id: Uuid,
}

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.number.total_cmp(&other.number).then_with(|| self.id.cmp(&other.id))
    }
}

/// The filters that are counted, each with the others applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    /// Trades.
    Trade,
    /// Languages.
    Language,
    /// Stars.
    Rating,
    /// Prices.
    Price,
    /// Proved or not.
    Verified,
    /// Over the net or not.
    Remote,
}

/// Which of the filters that are counted a row does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missed {
    /// It fits all.
    None,
    /// It fits all but this one.
    Only(Facet),
    /// It does not fit several.
    Several,
}

/// Among a hundred rows for each that the filters that are not counted leave, sets are slower than looking at each.
const FEW_OF: u64 = 100;

/// The rows of a segment that fit, filter by filter.
pub struct Fitting<'a> {
    segment: &'a Segment,
    query: &'a Query,
    /// What fits the filters that are not counted.
    base: Bits,
    filters: Vec<(Facet, Bits)>,
    /// How plainly each row says the words; empty when none are looked for.
    said: Vec<f32>,
    centre: Option<[f64; 3]>,
}

impl<'a> Fitting<'a> {
    /// The rows that fit, without those that are superseded.
    pub fn new(segment: &'a Segment, superseded: Option<&Bits>, query: &'a Query) -> Self {
        let mut base = Bits::all(segment.len());
        if let Some(superseded) = superseded {
            base.drop_all(superseded);
        }
        if query.bookable {
            base.keep(&segment.bookable);
        }
        if let (Some(centre), Some(radius)) = (query.near, query.radius_km) {
            base.keep(&within(segment, centre, radius));
        }
        if let (Some(centre), Some(wanted)) = (query.near.map(Point::vector), query.reaches) {
            let reaches = |row: usize| (chord2(&centre, &segment.vectors[row]) <= segment.reaches[row]) == wanted;
            base = Bits::among(&base, reaches);
        }
        let mut said = Vec::new();
        if query.asked_words > 0 {
            let rows;
            (said, rows) = self::said(segment, query, &base);
            base = rows;
        }
        // Each filter is looked at only where the others leave anything to look at.
        let filters = filters(segment, query, &base);
        Self { segment, query, base, filters, said, centre: query.near.map(Point::vector) }
    }

    /// The rows that fit all filters but one.
    pub fn without(&self, facet: Option<Facet>) -> Bits {
        let mut rows = self.base.clone();
        for (of, filter) in &self.filters {
            if Some(*of) != facet {
                rows.keep(filter);
            }
        }
        rows
    }

    /// The rows that fit the filters that are not counted, if they are few.
    pub fn few(&self) -> Option<impl Iterator<Item = usize>> {
        (self.base.count() * FEW_OF < self.segment.len() as u64).then(|| self.base.rows())
    }

    /// Which of the filters that are counted a row does not fit.
    pub fn missed(&self, row: usize) -> Missed {
        let mut others = self.filters.iter().filter(|(_, filter)| !filter.has(row)).map(|(of, _)| *of);
        match (others.next(), others.next()) {
            (None, _) => Missed::None,
            (Some(only), None) => Missed::Only(only),
            _ => Missed::Several,
        }
    }

    /// The number that sorts a row, unless it is more than `most`.
    pub fn number(&self, row: usize, most: f64) -> Option<f64> {
        let segment = self.segment;
        let number = match self.query.sort {
            Sort::Distance => self.chord2(row).unwrap_or_default(),
            Sort::Rating => -f64::from(segment.bayes[row]),
            #[allow(clippy::cast_precision_loss)] // exact up to 2^53
            Sort::Price if segment.currency[row] == self.query.currency => segment.price[row] as f64,
            Sort::Price => f64::MAX,
            Sort::Relevance => return self.blend(row, most),
        };
        (number <= most).then_some(number)
    }

    /// All rows of the segment in the order asked for, where that is kept.
    pub fn order(&self) -> Option<&'a [u32]> {
        match self.query.sort {
            Sort::Price => self.segment.by_price.get(&self.query.currency?).map(Vec::as_slice),
            Sort::Rating => Some(&self.segment.by_rating),
            Sort::Distance | Sort::Relevance => None,
        }
    }

    /// How far a row is, km.
    pub fn km(&self, row: usize) -> Option<f64> {
        self.chord2(row).map(km)
    }

    /// What `relevance` means: half what is said, a quarter nearness (halved at 10 km), a fifth rating, the rest how
    /// fast they answer. What was not asked counts nothing for anybody. Negative, for the best comes first.
    fn blend(&self, row: usize, most: f64) -> Option<f64> {
        let said = self.said.get(row).copied().unwrap_or_default();
        let rating = (f64::from(self.segment.bayes[row]) - 1.0) / 4.0;
        let own = 0.5 * f64::from(said) + 0.2 * rating + 0.05 * f64::from(self.segment.response[row]);
        let near = |km: f64| 0.25 * 10.0 / (10.0 + km);
        let number = match self.chord2(row) {
            // A straight line is shorter than the way: who is too far even by it is too far.
            Some(chord2) if -(own + near(RADIUS_KM * chord2.sqrt())) > most => return None,
            Some(chord2) => -(own + near(km(chord2))),
            None => -own,
        };
        (number <= most).then_some(number)
    }

    fn chord2(&self, row: usize) -> Option<f64> {
        self.centre.map(|centre| chord2(&centre, &self.segment.vectors[row]))
    }
}

fn within(segment: &Segment, centre: Point, radius_km: f64) -> Bits {
    let (middle, most) = (centre.vector(), chord2_of(radius_km));
    let mut rows = Bits::none(segment.len());
    let mut look = |candidates: Range<usize>| {
        for row in candidates {
            if chord2(&middle, &segment.vectors[row]) <= most {
                rows.set(row);
            }
        }
    };
    match &segment.grid {
        Some(grid) => grid.around(centre, radius_km).into_iter().for_each(look),
        None => look(0..segment.len()),
    }
    rows
}

/// How plainly each of `these` rows says the words, up to 1, and which of them say all.
fn said(segment: &Segment, query: &Query, these: &Bits) -> (Vec<f32>, Bits) {
    let mut total = vec![0.0_f32; segment.len()];
    let mut all: Option<Bits> = None;
    #[allow(clippy::cast_precision_loss)] // a dozen
    let share = 1.0 / query.asked_words.max(1) as f32;
    for (word, mode) in &query.words {
        // Who did not say the words before need not be looked at again.
        let left = all.as_ref().unwrap_or(these);
        let mut best = vec![0.0_f32; segment.len()];
        let mut rows = Bits::none(segment.len());
        let mut note = |row: usize, fit: f32| {
            best[row] = best[row].max(fit);
            rows.set(row);
        };
        for (trade, fit) in trade_words().meant(word, *mode) {
            segment.trades.get(&trade).into_iter().flat_map(|who| who.both(left)).for_each(|row| note(row, fit));
        }
        for (number, fit) in segment.text.dictionary.meant(word, *mode) {
            segment.text.among(number, left, |row, weight| note(row, fit * weight));
        }
        rows.rows().for_each(|row| total[row] += best[row] * share);
        all = Some(rows);
    }
    (total, all.unwrap_or_else(|| Bits::none(segment.len())))
}

/// The filters that were asked for, each looked at among the rows of `base`.
fn filters(segment: &Segment, query: &Query, base: &Bits) -> Vec<(Facet, Bits)> {
    let any = |sets: Vec<&Bits>| {
        let mut rows = Bits::none(segment.len());
        sets.into_iter().for_each(|set| rows.add(set));
        rows
    };
    let mut filters = Vec::new();
    if !query.trades.is_empty() {
        filters.push((Facet::Trade, any(query.trades.iter().filter_map(|one| segment.trades.get(one)).collect())));
    }
    if !query.languages.is_empty() {
        let sets = query.languages.iter().filter_map(|one| segment.languages.get(one)).collect();
        filters.push((Facet::Language, any(sets)));
    }
    if let Some(least) = query.min_rating {
        filters.push((Facet::Rating, Bits::among(base, |row| segment.stars[row] >= least)));
    }
    if query.min_price.is_some() || query.max_price.is_some() {
        let (min, max) = (query.min_price.unwrap_or(0), query.max_price.unwrap_or(NO_PRICE - 1));
        let fits = |row: usize| (min..=max).contains(&segment.price[row]) && segment.currency[row] == query.currency;
        filters.push((Facet::Price, Bits::among(base, fits)));
    }
    if let Some(wanted) = query.verified {
        filters.push((Facet::Verified, turned(verified(segment, query.now, base), wanted)));
    }
    if let Some(wanted) = query.remote {
        filters.push((Facet::Remote, turned(segment.remote.clone(), wanted)));
    }
    filters
}

/// Who of these counts as proved now.
pub fn verified(segment: &Segment, now: Instant, these: &Bits) -> Bits {
    let now = now.timestamp();
    let mut proved = segment.proved.clone();
    proved.keep(these);
    if now < segment.first_end { proved } else { Bits::among(&proved, |row| segment.proved_until[row] > now) }
}

fn turned(rows: Bits, wanted: bool) -> Bits {
    if wanted {
        return rows;
    }
    let mut others = Bits::all(rows.len());
    others.drop_all(&rows);
    others
}
