//! What of released money is whose, as pure functions.

use plaza_core::Money;

/// The platform's share of `amount`, rounded half up to the minor unit; never more than the amount.
pub fn commission(amount: Money, basis_points: u32) -> Money {
    let share = (i128::from(amount.amount) * i128::from(basis_points) + 5_000) / 10_000;
    Money::new(i64::try_from(share).unwrap_or(amount.amount).min(amount.amount), amount.currency)
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

    proptest! {
        #[test]
        fn a_share_is_part_of_the_whole(amount in 1_i64..i64::MAX, points in 0_u32..=10_000) {
            let share = commission(Money::new(amount, "EUR".parse().unwrap()), points).amount;
            prop_assert!((0..=amount).contains(&share));
        }
    }
}
