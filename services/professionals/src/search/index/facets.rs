//! How many would be left by each filter, the others applied.

use std::collections::BTreeMap;

use plaza_core::Currency;

use super::bits::Bits;
use super::query::{Facet, Fitting, Missed, Query, verified};
use super::row::LanguageCode;
use super::segment::{PRICES, STARS, Segment};
use crate::domain::taxonomy::TradeNumber;

/// Counts for each filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// By trade.
    pub trades: BTreeMap<TradeNumber, u64>,
    /// By language.
    pub languages: BTreeMap<LanguageCode, u64>,
    /// As [`STARS`].
    pub ratings: [u64; STARS.len()],
    /// As [`PRICES`], in the currency of the search.
    pub prices: [u64; PRICES.len() + 1],
    /// Proved to be who they are.
    pub verified: u64,
    /// Working over the net.
    pub remote: u64,
}

impl Facets {
    /// Adds the counts of a segment.
    pub fn add(&mut self, segment: &Segment, fitting: &Fitting<'_>, query: &Query) {
        match fitting.few() {
            Some(rows) => rows.for_each(|row| self.add_row(segment, row, fitting.missed(row), query)),
            None => self.add_sets(segment, fitting, query),
        }
    }

    /// Adds one row, where no other filter than the one counted leaves it out.
    fn add_row(&mut self, segment: &Segment, row: usize, missed: Missed, query: &Query) {
        let counts = |of: Facet| missed == Missed::None || missed == Missed::Only(of);
        let each = |sums: &mut [u64], sets: &[Bits]| {
            sums.iter_mut().zip(sets).for_each(|(sum, set)| *sum += u64::from(set.has(row)));
        };
        if counts(Facet::Trade) {
            segment.rows[row].trades.iter().for_each(|trade| *self.trades.entry(*trade).or_default() += 1);
        }
        if counts(Facet::Language) {
            segment.rows[row].languages.iter().for_each(|code| *self.languages.entry(*code).or_default() += 1);
        }
        if counts(Facet::Rating) {
            each(&mut self.ratings, &segment.starred);
        }
        if counts(Facet::Price) {
            each(&mut self.prices, priced(segment, query));
        }
        if counts(Facet::Verified) {
            self.verified += u64::from(segment.proved_until[row] > query.now.timestamp());
        }
        if counts(Facet::Remote) {
            self.remote += u64::from(segment.remote.has(row));
        }
    }

    fn add_sets(&mut self, segment: &Segment, fitting: &Fitting<'_>, query: &Query) {
        let trades = fitting.without(Some(Facet::Trade));
        count(&mut self.trades, &segment.trades, &trades, |row| &segment.rows[row].trades);
        let languages = fitting.without(Some(Facet::Language));
        count(&mut self.languages, &segment.languages, &languages, |row| &segment.rows[row].languages);
        let rated = fitting.without(Some(Facet::Rating));
        for (sum, set) in self.ratings.iter_mut().zip(&segment.starred) {
            *sum += rated.count_both(set);
        }
        let costing = fitting.without(Some(Facet::Price));
        for (sum, set) in self.prices.iter_mut().zip(priced(segment, query)) {
            *sum += costing.count_both(set);
        }
        self.verified += verified(segment, query.now, &fitting.without(Some(Facet::Verified))).count();
        self.remote += fitting.without(Some(Facet::Remote)).count_both(&segment.remote);
    }
}

/// Who costs how much in the currency of the search.
fn priced<'a>(segment: &'a Segment, query: &Query) -> &'a [Bits] {
    let sets = query.currency.and_then(|currency: Currency| segment.priced.get(&currency));
    sets.map(Vec::as_slice).unwrap_or_default()
}

/// Counts by key: of few rows one by one, of many a set at a time.
fn count<'a, K: Ord + Copy + 'a>(
    sums: &mut BTreeMap<K, u64>,
    sets: &BTreeMap<K, Bits>,
    rows: &Bits,
    of: impl Fn(usize) -> &'a [K],
) {
    if rows.count() < rows.len() as u64 / 100 {
        rows.rows().flat_map(of).for_each(|key| *sums.entry(*key).or_default() += 1);
        return;
    }
    for (key, set) in sets {
        let both = rows.count_both(set);
        if both > 0 {
            *sums.entry(*key).or_default() += both;
        }
    }
}
