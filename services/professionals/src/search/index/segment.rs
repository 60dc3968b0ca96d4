//! Rows in columns: what a filter looks at lies side by side. Never changed once it is made.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use plaza_core::Currency;
use uuid::Uuid;

use super::bits::Bits;
use super::grid::{Grid, cell};
use super::row::{LanguageCode, Row};
use super::text::Text;
use crate::domain::geo::chord2_of;
use crate::domain::standing::{average, bayesian};
use crate::domain::taxonomy::TradeNumber;

/// Fewer rows than this are looked at one by one rather than through a grid of a megabyte.
const SMALL: usize = 2_048;

/// Averages that are counted: so many stars and more.
pub const STARS: [f32; 4] = [4.5, 4.0, 3.5, 3.0];

/// Prices of an hour that are counted: less than each of these, in whole units, and the rest.
pub const PRICES: [i64; 4] = [25, 50, 100, 200];

/// What stands for no price.
pub const NO_PRICE: i64 = i64::MAX;

/// Published professionals in columns, sorted by where they are.
#[derive(Debug, Default)]
pub struct Segment {
    /// The rows themselves.
    pub rows: Vec<Arc<Row>>,
    /// The profiles of the rows, beside each other: rows are wherever there was room for them.
    pub ids: Vec<Uuid>,
    /// Where each is on a globe of radius 1.
    pub vectors: Vec<[f64; 3]>,
    /// How far each travels, as the square of a straight line.
    pub reaches: Vec<f64>,
    /// Cells, in large segments.
    pub grid: Option<Grid>,
    /// Average of stars; -1 without reviews.
    pub stars: Vec<f32>,
    /// What others' opinions come to, by which is sorted.
    pub bayes: Vec<f32>,
    /// How fast they answer: 1 at once, 0.5 within an hour, 0 unknown.
    pub response: Vec<f32>,
    /// What an hour costs, minor units.
    pub price: Vec<i64>,
    /// The currency of the price.
    pub currency: Vec<Option<Currency>>,
    /// Who has a trade.
    pub trades: BTreeMap<TradeNumber, Bits>,
    /// Who works in a language.
    pub languages: BTreeMap<LanguageCode, Bits>,
    /// Who works over the net.
    pub remote: Bits,
    /// Whose time can be booked.
    pub bookable: Bits,
    /// Who was ever proved to be who they are.
    pub proved: Bits,
    /// Until when that counts, seconds.
    pub proved_until: Vec<i64>,
    /// When the first proof ends: until then all of them count.
    pub first_end: i64,
    /// Who has so many stars and more, as [`STARS`].
    pub starred: Vec<Bits>,
    /// Who costs how much, by currency, as [`PRICES`].
    pub priced: BTreeMap<Currency, Vec<Bits>>,
    /// Rows by price and id, those with none in the currency last, for each currency.
    pub by_price: BTreeMap<Currency, Vec<u32>>,
    /// Rows by rating and id, the best first.
    pub by_rating: Vec<u32>,
    /// What they say.
    pub text: Text,
    by_id: HashMap<Uuid, usize>,
}

impl Segment {
    /// A segment of rows in any order.
    pub fn new(rows: Vec<Arc<Row>>) -> Self {
        let mut placed: Vec<(usize, Arc<Row>)> = rows.into_iter().map(|row| (cell(row.point), row)).collect();
        placed.sort_unstable_by_key(|(cell, row)| (*cell, row.id));
        let (cells, rows): (Vec<usize>, Vec<Arc<Row>>) = placed.into_iter().unzip();
        let all = |holds: &dyn Fn(&Row) -> bool| Bits::of(rows.len(), |at| holds(&rows[at]));
        let stars: Vec<f32> = rows.iter().map(|row| stars(row)).collect();
        let until = |row: &Arc<Row>| row.verified_until.map_or(i64::MIN, |until| until.timestamp());
        let bayes: Vec<f32> = rows.iter().map(|row| bayesian(row.rating_sum, row.rating_count) as f32).collect();
        let priced = priced(&rows);
        let price_in = |row: &Row, currency: Currency| {
            row.price.filter(|price| price.currency == currency).map_or(NO_PRICE, |price| price.amount)
        };
        let by_price = |currency: &Currency| ordered(&rows, |at| price_in(&rows[at], *currency));
        Self {
            by_price: priced.keys().map(|currency| (*currency, by_price(currency))).collect(),
            // The bits of numbers that are not negative sort as they do.
            by_rating: ordered(&rows, |at| Reverse(bayes[at].to_bits())),
            ids: rows.iter().map(|row| row.id).collect(),
            vectors: rows.iter().map(|row| row.point.vector()).collect(),
            reaches: rows.iter().map(|row| chord2_of(f64::from(row.reach_km))).collect(),
            grid: (rows.len() >= SMALL).then(|| Grid::new(&cells)),
            bayes,
            response: rows.iter().map(|row| response(row)).collect(),
            price: rows.iter().map(|row| row.price.map_or(NO_PRICE, |price| price.amount)).collect(),
            currency: rows.iter().map(|row| row.price.map(|price| price.currency)).collect(),
            trades: sets(&rows, |row| row.trades.iter().copied()),
            languages: sets(&rows, |row| row.languages.iter().copied()),
            remote: all(&|row| row.remote),
            bookable: all(&|row| row.resource.is_some()),
            proved: all(&|row| row.verified_until.is_some()),
            proved_until: rows.iter().map(until).collect(),
            first_end: rows.iter().filter(|row| row.verified_until.is_some()).map(until).min().unwrap_or(i64::MAX),
            starred: STARS.iter().map(|least| Bits::of(rows.len(), |at| stars[at] >= *least)).collect(),
            priced,
            text: Text::new(&rows),
            by_id: rows.iter().enumerate().map(|(at, row)| (row.id, at)).collect(),
            stars,
            rows,
        }
    }

    /// Where a profile is in it.
    pub fn find(&self, id: Uuid) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }
}

/// Rows by a key, then by id.
fn ordered<K: Ord>(rows: &[Arc<Row>], key: impl Fn(usize) -> K) -> Vec<u32> {
    let mut order: Vec<u32> = (0..rows.len()).filter_map(|at| u32::try_from(at).ok()).collect();
    order.sort_by_cached_key(|at| (key(*at as usize), rows[*at as usize].id));
    order
}

fn stars(row: &Row) -> f32 {
    average(row.rating_sum, row.rating_count).map_or(-1.0, |mean| mean as f32)
}

#[allow(clippy::cast_precision_loss)] // minutes
fn response(row: &Row) -> f32 {
    row.response_minutes.map_or(0.0, |minutes| 60.0 / (60.0 + minutes.max(0) as f32))
}

fn sets<'a, K: Ord, I>(rows: &'a [Arc<Row>], of: impl Fn(&'a Arc<Row>) -> I) -> BTreeMap<K, Bits>
where
    I: Iterator<Item = K>,
{
    let mut sets = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        for key in of(row) {
            sets.entry(key).or_insert_with(|| Bits::none(rows.len())).set(at);
        }
    }
    sets
}

fn priced(rows: &[Arc<Row>]) -> BTreeMap<Currency, Vec<Bits>> {
    let mut sets: BTreeMap<Currency, Vec<Bits>> = BTreeMap::new();
    for (at, price) in rows.iter().enumerate().filter_map(|(at, row)| Some((at, row.price?))) {
        let unit = 10_i64.pow(price.currency.decimals());
        let step = PRICES.iter().position(|most| price.amount < most * unit).unwrap_or(PRICES.len());
        let empty = || vec![Bits::none(rows.len()); PRICES.len() + 1];
        sets.entry(price.currency).or_insert_with(empty)[step].set(at);
    }
    sets
}
