//! Rules about a file as text: its length, its name, and notes that ask for work.

use super::{Breach, Source};

/// The most lines a file of Rust may have.
const LONGEST_FILE: usize = 400;

/// Words that mark unfinished work, in two parts so that this file has none.
const MARKS: &[(&str, &str)] = &[("TO", "DO"), ("FIX", "ME"), ("XX", "X:")];

/// Names of modules in which everything ends up.
const DRAINS: &[&str] = &["utils", "util", "common", "helpers", "misc"];

pub fn check(source: &Source) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let mut breach = |line, message: String| {
        let path = source.path.clone();
        breaches.push(Breach { path, line, message });
    };
    let lines = source.text.lines().count();
    let is_rust = source.path.ends_with(".rs");
    let measured = is_rust && !source.is_test() && !source.path.ends_with(".gen.rs");
    if measured && lines > LONGEST_FILE {
        breach(0, format!("{lines} lines; split it, {LONGEST_FILE} is the most"));
    }
    if let Some(drain) = drain(&source.path).filter(|_| is_rust) {
        breach(0, format!("a module named `{drain}` collects everything; name what it is"));
    }
    for (number, line) in source.text.lines().enumerate() {
        if let Some(mark) = mark(line) {
            breach(number + 1, format!("{mark}: do it now, or write an issue"));
        }
    }
    breaches
}

fn drain(path: &str) -> Option<&str> {
    path.split('/').map(|part| part.trim_end_matches(".rs")).find(|part| DRAINS.contains(part))
}

fn mark(line: &str) -> Option<String> {
    let marks = MARKS.iter().map(|(head, tail)| format!("{head}{tail}"));
    let whole_word = |mark: &String| {
        line.match_indices(mark.as_str()).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let after = line[at + mark.len()..].chars().next();
            !before.is_some_and(is_word) && !after.is_some_and(is_word)
        })
    };
    marks.into_iter().find(whole_word)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
