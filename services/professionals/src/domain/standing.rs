//! What others' opinions come to.

/// The average that a professional nobody has reviewed is taken for.
const PRIOR: f64 = 4.0;
/// How many reviews that belief is worth.
const WEIGHT: f64 = 5.0;

/// The average of the reviews; none without any.
pub fn average(sum: i64, count: i64) -> Option<f64> {
    #[allow(clippy::cast_precision_loss)] // stars fit a double exactly up to 2^53
    (count > 0).then(|| sum as f64 / count as f64)
}

/// A Bayesian average: five stars of one review are worth less than 4.8 of a hundred.
pub fn bayesian(sum: i64, count: i64) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let (sum, count) = (sum.max(0) as f64, count.max(0) as f64);
    (PRIOR * WEIGHT + sum) / (WEIGHT + count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_good_reviews_are_better_than_one_perfect() {
        assert!(bayesian(480, 100) > bayesian(5, 1));
        assert!(bayesian(5, 1) > bayesian(0, 0));
        assert!(bayesian(1, 1) < bayesian(0, 0));
        assert_eq!(average(9, 2), Some(4.5));
        assert_eq!(average(0, 0), None);
    }
}
