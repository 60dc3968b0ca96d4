//! `docs/events.md` lists every event of the contracts, no other, and who listens to it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use syn::visit::{self, Visit};

use crate::tree::{self, Strings};

#[test]
fn every_event_is_documented_with_its_listeners_and_none_is_gone() {
    let published = published();
    let documented = documented();
    let missing: Vec<&String> = published.iter().filter(|kind| !documented.contains_key(*kind)).collect();
    assert!(missing.is_empty(), "add to docs/events.md: {missing:#?}");
    let gone: Vec<&String> = documented.keys().filter(|kind| !published.contains(*kind)).collect();
    assert!(gone.is_empty(), "take out of docs/events.md: {gone:#?}");
    for (kind, listener) in listened() {
        let listeners =
            documented.get(&kind).unwrap_or_else(|| panic!("{listener} listens to {kind}, which nobody publishes"));
        assert!(listeners.contains(&listener), "docs/events.md: {listener} listens to {kind}");
    }
}

/// Events by their rows, `| event | when | data | listeners |`, with the last cell.
fn documented() -> BTreeMap<String, String> {
    let text = fs::read_to_string(tree::root().join("docs/events.md")).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    let events = rows.filter_map(|row| {
        let (kind, rest) = row.split_once('`')?;
        is_event(kind).then(|| (kind.to_owned(), rest.split('|').nth(3).unwrap_or_default().to_owned()))
    });
    events.collect()
}

/// Names of the events that the contracts declare.
fn published() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for service in tree::services() {
        let path = tree::root().join(format!("services/{service}/api/src/events.rs"));
        if path.is_file() {
            found.extend(strings(&path));
        }
    }
    found
}

/// Names of events in services' code other than the publisher's: who names one, listens to it.
fn listened() -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for service in tree::services() {
        for path in tree::sources(&tree::root().join(format!("services/{service}/src"))) {
            let others = strings(&path).into_iter().filter(|kind| !kind.starts_with(&format!("{service}.")));
            found.extend(others.map(|kind| (kind, service.clone())));
        }
    }
    found
}

fn strings(path: &std::path::Path) -> Vec<String> {
    let mut reader = Events(Vec::new());
    reader.visit_file(&tree::parse(path));
    reader.0
}

struct Events(Vec<String>);

impl Strings for Events {
    fn see(&mut self, text: &str) {
        if is_event(text) {
            self.0.push(text.to_owned());
        }
    }
}

impl<'ast> Visit<'ast> for Events {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !tree::is_for_tests(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {
        // Documents may name any event.
    }

    fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
        self.see(&text.value());
    }

    fn visit_macro(&mut self, invoked: &'ast syn::Macro) {
        self.see_tokens(invoked.tokens.clone());
    }
}

/// `service.aggregate.past_tense.vN`.
fn is_event(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let [service, aggregate, verb, version] = parts.as_slice() else { return false };
    let is_word = |word: &&str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let numbered = version.strip_prefix('v').is_some_and(|number| number.parse::<u32>().is_ok());
    [service, aggregate, verb].into_iter().all(is_word) && numbered
}
