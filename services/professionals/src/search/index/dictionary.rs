//! Words, found as they are written, by their beginning, or with a slip.

use std::ops::Range;

/// Words shorter than this are the beginning of too much.
const SHORTEST_BEGINNING: usize = 3;
/// A beginning stands for so many words at most.
const MOST: usize = 400;

/// How a word is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// As it is written.
    Exact,
    /// As it is written, and as the beginning of others.
    Beginning,
    /// Nobody writes it like that: what is written nearly so.
    Slip,
}

/// Words in order, with what tells quickly that two are not alike.
#[derive(Debug, Default)]
pub struct Dictionary {
    words: Vec<Box<str>>,
    letters: Vec<u64>,
    lengths: Vec<u8>,
}

impl Dictionary {
    /// A dictionary of sorted words, none twice.
    pub fn new(words: Vec<Box<str>>) -> Self {
        let letters = words.iter().map(|word| letters(word)).collect();
        let lengths = words.iter().map(|word| length(word)).collect();
        Self { words, letters, lengths }
    }

    /// The numbers of the words meant, each with how well it fits, up to 1.
    pub fn meant(&self, word: &str, mode: Mode) -> Vec<(usize, f32)> {
        match mode {
            Mode::Exact => self.exact(word).map(|at| (at, 1.0)).into_iter().collect(),
            Mode::Beginning => {
                let fit = |at: usize| if &*self.words[at] == word { 1.0 } else { 0.85 };
                self.begins(word).take(MOST).map(|at| (at, fit(at))).collect()
            }
            Mode::Slip => self.slips(word),
        }
    }

    /// Whether a word is in it.
    pub fn has(&self, word: &str) -> bool {
        self.exact(word).is_some()
    }

    /// Whether a word is the beginning of one in it.
    pub fn has_beginning(&self, word: &str) -> bool {
        !self.begins(word).is_empty()
    }

    fn exact(&self, word: &str) -> Option<usize> {
        self.words.binary_search_by(|known| (**known).cmp(word)).ok()
    }

    fn begins(&self, word: &str) -> Range<usize> {
        let from = self.words.partition_point(|known| &**known < word);
        if word.chars().count() < SHORTEST_BEGINNING {
            return from..self.exact(word).map_or(from, |at| at + 1);
        }
        let to = from + self.words[from..].partition_point(|known| known.starts_with(word));
        from..to
    }

    /// Words with one slip, or two in long ones: a letter too much, missing, another, or two in each other's place.
    fn slips(&self, word: &str) -> Vec<(usize, f32)> {
        let (own, length) = (letters(word), length(word));
        let most = match length {
            0..=3 => return Vec::new(),
            4..=7 => 1,
            _ => 2,
        };
        let alike = |at: &usize| {
            self.lengths[*at].abs_diff(length) <= most && (self.letters[*at] ^ own).count_ones() <= 2 * u32::from(most)
        };
        let candidates = (0..self.words.len()).filter(alike);
        let slips = candidates.map(|at| (at, strsim::osa_distance(&self.words[at], word)));
        slips.filter(|(_, slips)| *slips <= usize::from(most)).map(|(at, slips)| (at, [1.0, 0.7, 0.5][slips])).collect()
    }
}

/// Which letters a word has, in 64 bits: two words with so many slips differ in twice as many at most.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |bits, letter| bits | 1 << (u32::from(letter) % 64))
}

fn length(word: &str) -> u8 {
    u8::try_from(word.chars().count()).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_beginnings_and_in_spite_of_slips() {
        let words = ["boda", "electricista", "foto", "fotografa", "fotografo", "moda", "plomero"];
        let all = Dictionary::new(words.map(Box::from).to_vec());
        let meant = |word: &str, mode| all.meant(word, mode).into_iter().map(|(at, _)| words[at]).collect::<Vec<_>>();
        assert_eq!(meant("foto", Mode::Exact), ["foto"]);
        assert_eq!(meant("foto", Mode::Beginning), ["foto", "fotografa", "fotografo"]);
        assert_eq!(meant("fo", Mode::Beginning), Vec::<&str>::new());
        assert_eq!(meant("fotgorafo", Mode::Slip), ["fotografa", "fotografo"]);
        assert_eq!(meant("eletrcista", Mode::Slip), ["electricista"]);
        assert_eq!(meant("bodas", Mode::Slip), ["boda"]);
        assert_eq!(meant("bod", Mode::Slip), Vec::<&str>::new());
        assert!(all.has("moda") && !all.has("mod") && all.has_beginning("mod"));
    }
}
