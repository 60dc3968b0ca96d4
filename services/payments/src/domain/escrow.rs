//! What of released money is whose, as pure functions.

use plaza_core::Money;

/// The platform's share of `amount`, rounded half up to the minor unit; never more than the amount, and all of it only
/// at 10000 basis points: what leaves nothing to the payee is settled without a payout at the provider.
pub fn commission(amount: Money, basis_points: u32) -> Money {
    let share = (i128::from(amount.amount) * i128::from(basis_points) + 5_000) / 10_000;
    let most = if basis_points < 10_000 { (amount.amount - 1).max(0) } else { amount.amount };
    Money::new(i64::try_from(share).unwrap_or(most).min(most), amount.currency)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn halves_are_rounded_up() {
        let share = |amount, points| commission(Money::new(amount, "EUR".parse().unwrap()), points).amount;
        assert_eq!(
            [share(10_000, 1_000), share(5, 1_000), share(4, 1_000), share(99, 10_000), share(7, 0)],
            [1_000, 1, 0, 99, 0]
        );
    }

    #[test]
    fn the_payee_of_little_money_gets_a_unit_of_it() {
        let share = |amount, points| commission(Money::new(amount, "EUR".parse().unwrap()), points).amount;
        assert_eq!(
            [
                share(1, 5_000),
                share(1, 9_999),
                share(3, 9_000),
                share(10_000, 9_999),
                share(1, 10_000),
                share(0, 5_000)
            ],
            [0, 0, 2, 9_999, 1, 0]
        );
    }

    proptest! {
        #[test]
        fn a_share_is_part_of_the_whole(amount in 1_i64..i64::MAX, points in 0_u32..=10_000) {
            let share = commission(Money::new(amount, "EUR".parse().unwrap()), points).amount;
            prop_assert!((0..=amount).contains(&share));
            prop_assert!(points == 10_000 || share < amount, "something is the payee's");
        }
    }
}
