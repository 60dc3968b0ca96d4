//! How long a subscription's period lasts.

use chrono::{Duration, Months};
use plaza_core::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[schema(as = BillingPeriod)]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum Period {
    /// Seven days.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

impl Period {
    /// The end of the first `count` periods from `anchor`. Months count from the
    /// anchor, so that the 31st comes back after a shorter month.
    pub fn after(self, anchor: Instant, count: u32) -> Option<Instant> {
        match self {
            Self::Week => anchor.checked_add_signed(Duration::weeks(i64::from(count))),
            Self::Month => anchor.checked_add_months(Months::new(count)),
            Self::Year => anchor.checked_add_months(Months::new(count.checked_mul(12)?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_31st_comes_back_after_a_shorter_month() {
        let anchor: Instant = "2026-01-31T10:00:00Z".parse().unwrap();
        let ends: Vec<String> =
            (1..4).map(|count| Period::Month.after(anchor, count).unwrap().date_naive().to_string()).collect();
        assert_eq!(ends, ["2026-02-28", "2026-03-31", "2026-04-30"]);
        assert_eq!(Period::Year.after(anchor, 1).unwrap().date_naive().to_string(), "2027-01-31");
        assert_eq!(Period::Week.after(anchor, 2).unwrap().date_naive().to_string(), "2026-02-14");
        assert_eq!(Period::Year.after(anchor, u32::MAX), None);
    }
}
