//! The trades people offer, in both languages, and the words they are looked for by (`data/trades.txt`).

use std::collections::HashMap;
use std::sync::LazyLock;

use plaza_core::Locale;

use super::words::words;

const DATA: &str = include_str!("../../data/trades.txt");

/// The number of a trade within the taxonomy; only this process uses it.
pub type TradeNumber = u16;

/// A name in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its lasting name in addresses and tables.
    pub slug: String,
    /// Spanish.
    pub es: String,
    /// English.
    pub en: String,
}

impl Named {
    /// The name in a language.
    pub fn name(&self, locale: Locale) -> &str {
        match locale {
            Locale::Es => &self.es,
            Locale::En => &self.en,
        }
    }
}

/// A trade.
#[derive(Debug, Clone)]
pub struct Trade {
    /// Its names.
    pub named: Named,
    /// The number of its group.
    pub group: usize,
    /// The words it is looked for by, folded.
    pub words: Vec<String>,
}

/// All trades in their groups.
#[derive(Debug, Default)]
pub struct Taxonomy {
    /// Groups, in their order.
    pub groups: Vec<Named>,
    /// Trades, group after group; a trade's number is its place here.
    pub trades: Vec<Trade>,
    by_slug: HashMap<String, TradeNumber>,
}

/// The taxonomy.
pub fn taxonomy() -> &'static Taxonomy {
    static ALL: LazyLock<Taxonomy> = LazyLock::new(|| Taxonomy::read(DATA));
    &ALL
}

impl Taxonomy {
    /// The number of a slug.
    pub fn number(&self, slug: &str) -> Option<TradeNumber> {
        self.by_slug.get(slug).copied()
    }

    /// The trade of a number.
    pub fn trade(&self, number: TradeNumber) -> Option<&Trade> {
        self.trades.get(usize::from(number))
    }

    fn read(data: &str) -> Self {
        let mut all = Self::default();
        for line in data.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_prefix("= ") {
                Some(group) => all.groups.push(named(group)),
                None => all.add(line),
            }
        }
        all
    }

    fn add(&mut self, line: &str) {
        let named = named(line);
        let more = line.split('|').nth(3).unwrap_or_default();
        let mut words = words(&format!("{} {} {more}", named.es, named.en));
        words.retain(|word| !super::words::is_empty(word));
        words.sort_unstable();
        words.dedup();
        let number = TradeNumber::try_from(self.trades.len()).unwrap_or(TradeNumber::MAX);
        self.by_slug.insert(named.slug.clone(), number);
        self.trades.push(Trade { named, group: self.groups.len().saturating_sub(1), words });
    }
}

fn named(line: &str) -> Named {
    let mut parts = line.split('|').map(|part| part.trim().to_owned());
    let mut next = || parts.next().unwrap_or_default();
    Named { slug: next(), es: next(), en: next() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trade_has_its_names_and_a_slug_of_its_own() {
        let all = taxonomy();
        assert_eq!(all.groups.len(), 12);
        assert!(all.trades.len() >= 120);
        assert_eq!(all.by_slug.len(), all.trades.len(), "no slug twice");
        for trade in &all.trades {
            let Named { slug, es, en } = &trade.named;
            assert!(slug.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{slug}");
            assert!(!es.is_empty() && !en.is_empty() && !trade.words.is_empty(), "{slug}");
        }
        let photographer = all.trade(all.number("photographer").unwrap()).unwrap();
        assert!(photographer.words.contains(&"fotografa".to_owned()));
        assert_eq!(photographer.named.name(Locale::Es), "Fotógrafo");
    }
}
