//! Sets of rows, a bit for each.

/// A set of rows of one segment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// No row of so many.
    pub fn none(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)], len }
    }

    /// Every row of so many.
    pub fn all(len: usize) -> Self {
        let mut words = vec![u64::MAX; len.div_ceil(64)];
        if let Some(last) = words.last_mut()
            && !len.is_multiple_of(64)
        {
            *last = (1 << (len % 64)) - 1;
        }
        Self { words, len }
    }

    /// Those rows of so many that something holds of.
    pub fn of(len: usize, holds: impl Fn(usize) -> bool) -> Self {
        let mut bits = Self::none(len);
        for (at, word) in bits.words.iter_mut().enumerate() {
            let rows = at * 64..((at + 1) * 64).min(len);
            *word = rows.fold(0, |word, row| word | u64::from(holds(row)) << (row % 64));
        }
        bits
    }

    /// Those rows of these that something holds of.
    pub fn among(these: &Self, holds: impl Fn(usize) -> bool) -> Self {
        let mut bits = Self::none(these.len);
        these.rows().filter(|row| holds(*row)).for_each(|row| bits.set(row));
        bits
    }

    /// How many rows there are to be in it or not.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Adds a row.
    pub fn set(&mut self, row: usize) {
        self.words[row / 64] |= 1 << (row % 64);
    }

    /// Whether a row is in it.
    pub fn has(&self, row: usize) -> bool {
        self.words[row / 64] & 1 << (row % 64) != 0
    }

    /// Keeps what is in the other, too.
    pub fn keep(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Takes out what is in the other.
    pub fn drop_all(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    /// Adds what is in the other.
    pub fn add(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// How many rows.
    pub fn count(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// How many rows are in both.
    pub fn count_both(&self, other: &Self) -> u64 {
        self.words.iter().zip(&other.words).map(|(word, other)| u64::from((word & other).count_ones())).sum()
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        walked(self.words.iter().copied())
    }

    /// The rows that are in both, in order.
    pub fn both(&self, other: &Self) -> impl Iterator<Item = usize> {
        walked(self.words.iter().zip(&other.words).map(|(word, other)| word & other))
    }
}

fn walked(words: impl Iterator<Item = u64>) -> impl Iterator<Item = usize> {
    words.enumerate().flat_map(|(at, mut left)| {
        std::iter::from_fn(move || {
            let row = (left != 0).then(|| at * 64 + left.trailing_zeros() as usize);
            left &= left.wrapping_sub(1);
            row
        })
    })
}

#[cfg(test)]
mod tests {
    use super::Bits;

    #[test]
    fn sets_of_any_size_are_counted_and_walked() {
        for len in [0, 1, 63, 64, 65, 200] {
            let all = Bits::all(len);
            assert_eq!(all.count(), len as u64);
            let thirds = Bits::of(len, |row| row % 3 == 0);
            assert_eq!(thirds.rows().collect::<Vec<_>>(), (0..len).step_by(3).collect::<Vec<_>>());
            assert_eq!(all.count_both(&thirds), thirds.count());
            assert_eq!(thirds.both(&all).collect::<Vec<_>>(), thirds.rows().collect::<Vec<_>>());
            let mut rest = all.clone();
            rest.drop_all(&thirds);
            assert_eq!(rest.count() + thirds.count(), len as u64);
            rest.add(&thirds);
            assert_eq!(rest, all);
            rest.keep(&thirds);
            assert_eq!(rest, thirds);
        }
        let mut one = Bits::none(70);
        one.set(69);
        assert!(one.has(69) && !one.has(68));
    }
}
