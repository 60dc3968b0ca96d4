//! Which rows say what somebody looks for, and how plainly.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::bits::Bits;
use super::dictionary::{Dictionary, Mode};
use super::row::Row;
use crate::domain::taxonomy::{TradeNumber, taxonomy};

/// What a word counts in each line of [`Row::words`]: name, headline, city, introduction.
const WEIGHTS: [u8; 4] = [10, 8, 7, 4];

/// A word said by more than so many times the rows in question is looked for in each of them, not read to its end.
const FEW_OF: u64 = 16;

/// The words of a segment and the rows that say them.
#[derive(Debug, Default)]
pub struct Text {
    /// The words.
    pub dictionary: Dictionary,
    starts: Vec<u32>,
    rows: Vec<u32>,
    weights: Vec<u8>,
}

/// The words trades are looked for by.
pub struct TradeWords {
    /// The words.
    pub dictionary: Dictionary,
    trades: Vec<Vec<TradeNumber>>,
}

impl Text {
    /// The words of rows.
    pub fn new(rows: &[Arc<Row>]) -> Self {
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut said: Vec<(u32, u32, u8)> = Vec::new();
        for (row, kept) in (0_u32..).zip(rows) {
            let first = said.len();
            for (line, weight) in kept.words.split('\n').zip(WEIGHTS) {
                for word in line.split(' ').filter(|word| !word.is_empty()) {
                    let fresh = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                    let number = *numbers.entry(word).or_insert(fresh);
                    said.push((number, row, weight));
                }
            }
            once(&mut said, first);
        }
        Self::sorted(numbers, said)
    }

    /// Looks at those of `these` rows that say a word of the dictionary, and what it counts there.
    pub fn among(&self, word: usize, these: &Bits, mut look: impl FnMut(usize, f32)) {
        let span = self.starts[word] as usize..self.starts[word + 1] as usize;
        let (rows, weights) = (&self.rows[span.clone()], &self.weights[span]);
        let mut say = |row: usize, at: usize| look(row, f32::from(weights[at]) / 10.0);
        if these.count() * FEW_OF < rows.len() as u64 {
            for row in these.rows() {
                if let Ok(at) = rows.binary_search_by_key(&row, |row| *row as usize) {
                    say(row, at);
                }
            }
            return;
        }
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| these.has(**row as usize)) {
            say(*row as usize, at);
        }
    }

    fn sorted(numbers: HashMap<&str, u32>, said: Vec<(u32, u32, u8)>) -> Self {
        let mut words: Vec<(&str, u32)> = numbers.into_iter().collect();
        words.sort_unstable();
        let mut place = vec![0_usize; words.len()];
        for (at, (_, number)) in words.iter().enumerate() {
            place[*number as usize] = at;
        }
        let mut starts = vec![0_u32; words.len() + 1];
        for (number, ..) in &said {
            starts[place[*number as usize] + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let (mut rows, mut weights) = (vec![0; said.len()], vec![0; said.len()]);
        let mut next = starts.clone();
        for (number, row, weight) in said {
            let at = &mut next[place[number as usize]];
            (rows[*at as usize], weights[*at as usize]) = (row, weight);
            *at += 1;
        }
        let dictionary = Dictionary::new(words.into_iter().map(|(word, _)| word.into()).collect());
        Self { dictionary, starts, rows, weights }
    }
}

/// A row says a word once, where it counts most.
fn once(said: &mut Vec<(u32, u32, u8)>, first: usize) {
    said[first..].sort_unstable_by_key(|(number, _, weight)| (*number, u8::MAX - weight));
    let mut kept = first;
    for at in first..said.len() {
        if at == first || said[at].0 != said[kept - 1].0 {
            said[kept] = said[at];
            kept += 1;
        }
    }
    said.truncate(kept);
}

/// The words of the taxonomy.
pub fn trade_words() -> &'static TradeWords {
    static ALL: LazyLock<TradeWords> = LazyLock::new(TradeWords::new);
    &ALL
}

impl TradeWords {
    fn new() -> Self {
        let mut all: std::collections::BTreeMap<&str, Vec<TradeNumber>> = Default::default();
        for (number, trade) in (0..).zip(&taxonomy().trades) {
            trade.words.iter().for_each(|word| all.entry(word).or_default().push(number));
        }
        let (words, trades) = all.into_iter().map(|(word, trades)| (Box::from(word), trades)).unzip();
        Self { dictionary: Dictionary::new(words), trades }
    }

    /// The trades a word means, and how well.
    pub fn meant(&self, word: &str, mode: Mode) -> Vec<(TradeNumber, f32)> {
        let words = self.dictionary.meant(word, mode).into_iter();
        words.flat_map(|(at, fit)| self.trades[at].iter().map(move |trade| (*trade, fit))).collect()
    }
}

/// How each word is to be looked up, by the best that any dictionary has; none for a word that nobody says.
pub fn mode(word: &str, last: bool, dictionaries: &[&Dictionary]) -> Option<Mode> {
    let any = |holds: &dyn Fn(&Dictionary) -> bool| dictionaries.iter().any(|one| holds(one));
    if any(&|one| one.has(word)) {
        // Who types the last word may not be at its end yet.
        return Some(if last { Mode::Beginning } else { Mode::Exact });
    }
    if any(&|one| one.has_beginning(word)) {
        return Some(Mode::Beginning);
    }
    any(&|one| !one.meant(word, Mode::Slip).is_empty()).then_some(Mode::Slip)
}
