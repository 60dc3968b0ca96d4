use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Where a reader is in what happened in conversations: a transaction, then a place in it. On the wire `4711.42`;
/// clients pass it back as it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Position {
    /// The transaction's number: 64 bits without sign, in the order of their first writes.
    pub txid: u64,
    /// The place: counted over all transactions; -1 is before the first.
    pub n: i64,
}

/// What is no position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoPosition;

impl fmt::Display for NoPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("is not one of ours; leave it out to start")
    }
}

impl std::error::Error for NoPosition {}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.txid, self.n)
    }
}

impl FromStr for Position {
    type Err = NoPosition;
    fn from_str(text: &str) -> Result<Self, NoPosition> {
        let (txid, n) = text.split_once('.').ok_or(NoPosition)?;
        Ok(Self { txid: txid.parse().map_err(|_| NoPosition)?, n: n.parse().map_err(|_| NoPosition)? })
    }
}

impl TryFrom<String> for Position {
    type Error = NoPosition;
    fn try_from(text: String) -> Result<Self, NoPosition> {
        text.parse()
    }
}

impl From<Position> for String {
    fn from(position: Position) -> Self {
        position.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_survives_the_wire_and_sorts_by_transaction_first() {
        let (early, late) = (Position { txid: 9, n: 700 }, Position { txid: 10, n: -1 });
        assert!(early < late);
        assert_eq!(late.to_string().parse(), Ok(late));
        for nonsense in ["", "7", "7.", ".7", "-1.2", "a.b"] {
            assert_eq!(nonsense.parse::<Position>(), Err(NoPosition), "{nonsense}");
        }
    }
}
