//! Levels and badges: the rule, and what somebody has by it.

/// What a level is reckoned from.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Facts {
    /// Completed orders.
    pub completed: i64,
    /// Of those delivered, how many late.
    pub late: i64,
    /// Orders that ended without work.
    pub cancelled: i64,
    /// Sum of stars.
    pub stars: i64,
    /// How many reviews.
    pub reviews: i64,
    /// Median time to the first answer, minutes; none until there are three.
    pub response_minutes: Option<i64>,
}

impl Facts {
    /// Mean stars, hundredths.
    pub fn average_hundredths(&self) -> i64 {
        if self.reviews == 0 { 0 } else { self.stars * 100 / self.reviews }
    }

    /// Share of completed orders that were delivered in time, percent.
    pub fn in_time_percent(&self) -> i64 {
        if self.completed == 0 { 100 } else { (self.completed - self.late.min(self.completed)) * 100 / self.completed }
    }
}

/// What a level asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LevelRule {
    /// The level, 1 to 3.
    pub level: u8,
    /// At least so many completed orders.
    pub completed: i64,
    /// Mean stars of at least so many hundredths: 450 is 4.5.
    pub average_hundredths: i64,
    /// First answers within so many minutes, in the median.
    pub response_minutes: i64,
    /// Delivered in time, percent of completed orders.
    pub in_time_percent: i64,
}

/// The rule, lowest level first. Who fulfils none has level 0.
pub const RULES: [LevelRule; 3] = [
    LevelRule { level: 1, completed: 3, average_hundredths: 400, response_minutes: 2_880, in_time_percent: 80 },
    LevelRule { level: 2, completed: 10, average_hundredths: 450, response_minutes: 1_440, in_time_percent: 90 },
    LevelRule { level: 3, completed: 50, average_hundredths: 480, response_minutes: 360, in_time_percent: 95 },
];

/// Whether the facts make a badge.
type Earned = fn(&Facts) -> bool;

/// The badges: code, and what it asks for.
pub const BADGES: [(&str, Earned); 3] = [
    ("fast_answers", |facts| facts.response_minutes.is_some_and(|minutes| minutes <= 60)),
    ("always_in_time", |facts| facts.completed >= 10 && facts.in_time_percent() == 100),
    ("clients_favourite", |facts| facts.reviews >= 20 && facts.average_hundredths() >= 480),
];

/// The highest level whose rule is fulfilled.
pub fn level(facts: &Facts) -> u8 {
    let fulfils = |rule: &&LevelRule| {
        facts.completed >= rule.completed
            && facts.average_hundredths() >= rule.average_hundredths
            // Who was never asked anything keeps nobody waiting.
            && facts.response_minutes.is_none_or(|minutes| minutes <= rule.response_minutes)
            && facts.in_time_percent() >= rule.in_time_percent
    };
    RULES.iter().rev().find(fulfils).map_or(0, |rule| rule.level)
}

/// The badges somebody has.
pub fn badges(facts: &Facts) -> Vec<String> {
    BADGES.iter().filter(|(_, has)| has(facts)).map(|(code, _)| (*code).to_owned()).collect()
}

/// The median of answer times in seconds, as whole minutes rounded up; none for fewer than three.
pub fn response_minutes(answers: &[i64]) -> Option<i64> {
    let mut sorted = answers.to_vec();
    sorted.sort_unstable();
    let median = *sorted.get(sorted.len() / 2).filter(|_| sorted.len() >= 3)?;
    Some(median.max(0).div_euclid(60) + i64::from(median % 60 > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_condition_of_a_level_counts() {
        let top = Facts { completed: 50, late: 2, stars: 240, reviews: 50, response_minutes: Some(360), cancelled: 0 };
        assert_eq!(level(&top), 3);
        assert_eq!(level(&Facts { completed: 49, ..top }), 2);
        assert_eq!(level(&Facts { stars: 239, ..top }), 2);
        assert_eq!(level(&Facts { response_minutes: Some(361), ..top }), 2);
        assert_eq!(level(&Facts { late: 3, ..top }), 2);
        assert_eq!(level(&Facts { response_minutes: None, ..top }), 3);
        assert_eq!(level(&Facts::default()), 0);
    }

    #[test]
    fn badges_are_what_their_names_say() {
        let facts = Facts { completed: 10, stars: 96, reviews: 20, response_minutes: Some(60), ..Facts::default() };
        assert_eq!(badges(&facts), ["fast_answers", "always_in_time", "clients_favourite"]);
        assert!(badges(&Facts { late: 1, stars: 95, response_minutes: Some(61), ..facts }).is_empty());
    }

    #[test]
    fn the_median_needs_three_answers_and_rounds_up() {
        assert_eq!(response_minutes(&[5, 5]), None);
        assert_eq!(response_minutes(&[10_000, 61, 1]), Some(2));
        assert_eq!(response_minutes(&[60, 60, 60]), Some(1));
    }
}
