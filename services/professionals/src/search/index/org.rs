//! An organisation's professionals: a large segment that is seldom made anew, and a small one with what changed since.

use std::collections::{BTreeSet, BinaryHeap, HashMap};
use std::sync::Arc;

use plaza_core::Currency;
use uuid::Uuid;

use super::bits::Bits;
use super::facets::Facets;
use super::query::{Fitting, Place, Query};
use super::row::Row;
use super::segment::Segment;
use super::text::{mode, trade_words};

/// So many changed rows are kept beside the large segment at least, before both become one.
const FEW: usize = 512;

/// Where one of more than so many rows fits, the order that is kept of all is not walked through.
const FEW_OF: u64 = 64;

/// The professionals of one organisation at a moment. Never changed: a change makes another, which shares most of it.
#[derive(Debug, Default)]
pub struct OrgIndex {
    base: Arc<Segment>,
    /// Rows of `base` that are no more, or are in `fresh`.
    superseded: Bits,
    fresh: Arc<Segment>,
    currencies: BTreeSet<Currency>,
}

/// A row that was found.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The row.
    pub row: Arc<Row>,
    /// Where it stands in the order.
    pub place: Place,
    /// How far it is.
    pub km: Option<f64>,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// In order, at most as many as were asked for.
    pub hits: Vec<Hit>,
    /// Whether there are more.
    pub more: bool,
    /// How many fit.
    pub total: u64,
    /// Counts for each filter, if asked for.
    pub facets: Option<Facets>,
}

impl OrgIndex {
    /// An index of rows.
    pub fn new(rows: Vec<Arc<Row>>) -> Self {
        let base = Segment::new(rows);
        let superseded = Bits::none(base.len());
        Self::with(Arc::new(base), superseded, Segment::default())
    }

    /// The index after some rows changed; none when none did.
    pub fn changed(&self, rows: Vec<Row>) -> Option<Self> {
        let mut fresh: HashMap<Uuid, Arc<Row>> = self.fresh.rows.iter().map(|row| (row.id, row.clone())).collect();
        let mut superseded = self.superseded.clone();
        let mut any = false;
        for row in rows {
            let in_base = self.base.find(row.id);
            let left = in_base.filter(|at| !superseded.has(*at)).map(|at| &self.base.rows[at]);
            // Followers read some rows twice.
            let is_news = match fresh.get(&row.id).or(left) {
                Some(known) => known.revision != row.revision,
                None => !row.deleted,
            };
            if !is_news {
                continue;
            }
            any = true;
            in_base.into_iter().for_each(|at| superseded.set(at));
            if row.deleted {
                fresh.remove(&row.id)
            } else {
                fresh.insert(row.id, Arc::new(row))
            };
        }
        if !any {
            return None;
        }
        if fresh.len() <= FEW.max(self.base.len() / 100) {
            return Some(Self::with(self.base.clone(), superseded, Segment::new(fresh.into_values().collect())));
        }
        let left = (0..self.base.len()).filter(|at| !superseded.has(*at)).map(|at| self.base.rows[at].clone());
        Some(Self::new(left.chain(fresh.into_values()).collect()))
    }

    /// The currencies there are prices in.
    pub fn currencies(&self) -> &BTreeSet<Currency> {
        &self.currencies
    }

    /// Gives each word asked for the way to look it up; leaves out those that nobody says.
    pub fn read(&self, words: Vec<String>) -> Vec<(String, super::dictionary::Mode)> {
        let dictionaries = [&trade_words().dictionary, &self.base.text.dictionary, &self.fresh.text.dictionary];
        let last = words.len();
        let read = (1..).zip(words).filter_map(|(at, word)| {
            let mode = mode(&word, at == last, &dictionaries)?;
            Some((word, mode))
        });
        read.collect()
    }

    /// Finds what fits.
    pub fn search(&self, query: &Query) -> Found {
        let segments = [(&self.base, Some(&self.superseded)), (&self.fresh, None)];
        let fitting: Vec<(&Segment, Fitting<'_>)> = segments
            .into_iter()
            .filter(|(segment, _)| segment.len() > 0)
            .map(|(segment, superseded)| (&**segment, Fitting::new(segment, superseded, query)))
            .collect();
        let mut found = Found { facets: query.facets.then(Facets::default), ..Found::default() };
        let mut best: BinaryHeap<(Place, usize, usize)> = BinaryHeap::new();
        for (number, (segment, fits)) in fitting.iter().enumerate() {
            let rows = fits.without(None);
            found.total += rows.count();
            if let Some(facets) = &mut found.facets {
                facets.add(segment, fits, query);
            }
            best_of(&mut best, (number, segment, fits), &rows, query);
        }
        let mut sorted = best.into_sorted_vec();
        found.more = sorted.len() > query.limit;
        sorted.truncate(query.limit);
        let hit = |(place, number, row): (Place, usize, usize)| {
            let (segment, fits) = &fitting[number];
            Hit { row: segment.rows[row].clone(), place, km: fits.km(row) }
        };
        found.hits = sorted.into_iter().map(hit).collect();
        found
    }

    fn with(base: Arc<Segment>, superseded: Bits, fresh: Segment) -> Self {
        let currencies = base.priced.keys().chain(fresh.priced.keys()).copied().collect();
        Self { base, superseded, fresh: Arc::new(fresh), currencies }
    }
}

/// Keeps the best of a segment's rows, one more than asked for.
fn best_of(
    best: &mut BinaryHeap<(Place, usize, usize)>,
    (number, segment, fits): (usize, &Segment, &Fitting<'_>),
    rows: &Bits,
    query: &Query,
) {
    let place = |row: usize, most: f64| Some(Place { number: fits.number(row, most)?, id: segment.ids[row] });
    // The last of the best is on top, so that it is known at once whether another is better; its id is looked at only
    // if its number does not tell.
    let mut keep = |row: usize| {
        let last = best.peek().filter(|_| best.len() > query.limit).map(|(last, ..)| *last);
        let Some(place) = place(row, last.map_or(f64::INFINITY, |last| last.number)) else { return false };
        if query.after.is_some_and(|after| place <= after) || last.is_some_and(|last| place >= last) {
            return false;
        }
        if last.is_some() {
            best.pop();
        }
        best.push((place, number, row));
        true
    };
    // Few rows are sooner put in order than found in the order of all.
    let order = fits.order().filter(|_| rows.count() * FEW_OF > segment.len() as u64);
    if let Some(order) = order {
        let passed = |row: usize| query.after.is_some_and(|after| place(row, f64::INFINITY) <= Some(after));
        let start = order.partition_point(|row| passed(*row as usize));
        let mut left = order[start..].iter().map(|row| *row as usize).filter(|row| rows.has(*row));
        // After one that is not better, none is.
        while left.next().is_some_and(&mut keep) {}
        return;
    }
    for row in rows.rows() {
        keep(row);
    }
}
