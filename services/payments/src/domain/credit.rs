//! Credit notes: how a refund is shared among the tax rates of its invoice.
//!
//! Each rate gives back in proportion to what is left of it, cents going to
//! the largest remainders, so that partial refunds add up to the invoice
//! exactly, rate by rate and in tax.

use super::invoice::{Line, rounded};

/// What an invoice holds at one rate and how much of that was already credited; minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credited {
    /// Tax rate in basis points.
    pub rate: u32,
    /// Invoiced at this rate, with tax.
    pub gross: i64,
    /// The tax in it.
    pub tax: i64,
    /// Credited so far, with tax.
    pub gross_credited: i64,
    /// The tax in that.
    pub tax_credited: i64,
}

impl Credited {
    const fn left(&self) -> i64 {
        self.gross - self.gross_credited
    }
}

/// The lines, negative, of a credit note over `amount` minor units with tax; `None` if less is left.
pub fn lines(groups: &[Credited], amount: i64, description: &str) -> Option<Vec<Line>> {
    let shares = shared(groups, amount)?;
    let credited = groups.iter().zip(shares).filter(|(_, share)| *share > 0);
    let lines = credited.map(|(group, share)| {
        let tax = tax_of(group, share);
        Line {
            description: description.to_owned(),
            quantity_milli: 1_000,
            unit_price: -share,
            tax_rate: group.rate,
            net: tax - share,
            tax: -tax,
        }
    });
    Some(lines.collect())
}

/// Tax is what should be credited at the new sum, less what was: so the last refund closes it exactly.
fn tax_of(group: &Credited, share: i64) -> i64 {
    let after = i128::from(group.gross_credited + share);
    let due = rounded(i128::from(group.tax) * after, i128::from(group.gross));
    i64::try_from(due).unwrap_or(group.tax) - group.tax_credited
}

fn shared(groups: &[Credited], amount: i64) -> Option<Vec<i64>> {
    let left: i64 = groups.iter().map(|group| group.left().max(0)).sum();
    if amount <= 0 || amount > left {
        return None;
    }
    let exact = |group: &Credited| i128::from(group.left().max(0)) * i128::from(amount);
    let mut shares: Vec<i64> = Vec::with_capacity(groups.len());
    for group in groups {
        shares.push(i64::try_from(exact(group) / i128::from(left)).ok()?);
    }
    let mut by_remainder: Vec<usize> = (0..groups.len()).collect();
    by_remainder.sort_by_key(|&at| std::cmp::Reverse(exact(&groups[at]) % i128::from(left)));
    let mut missing = amount - shares.iter().sum::<i64>();
    for at in by_remainder {
        if missing > 0 && shares[at] < groups[at].left() {
            shares[at] += 1;
            missing -= 1;
        }
    }
    (missing == 0).then_some(shares)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups() -> Vec<Credited> {
        vec![
            Credited { rate: 1_000, gross: 1_100, tax: 100, gross_credited: 0, tax_credited: 0 },
            Credited { rate: 2_100, gross: 2_420, tax: 420, gross_credited: 0, tax_credited: 0 },
        ]
    }

    #[test]
    fn a_full_refund_credits_the_whole_invoice() {
        let lines = lines(&groups(), 3_520, "Refund").unwrap();
        assert_eq!(lines.iter().map(|l| (l.net, l.tax)).collect::<Vec<_>>(), [(-1_000, -100), (-2_000, -420)]);
    }

    #[test]
    fn more_than_is_left_is_none() {
        assert!(lines(&groups(), 3_521, "Refund").is_none());
        assert!(lines(&groups(), 0, "Refund").is_none());
    }
}
