//! Cancellation policies, frozen into a booking when it is made, and the exact
//! refund they give at a moment.

use chrono::{DateTime, Duration, Utc};
use plaza_core::{Instant, Money};
use plaza_resources_api::{CancellationPolicy, CancellationTier};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why a refund is what it is, for a page to put in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
// Fields are renamed one by one: utoipa does not know serde's `rename_all_fields`.
#[serde(tag = "name", rename_all = "snake_case")]
pub enum RefundReason {
    /// A tier of the policy holds.
    Tier {
        /// Hours before the start until which it holds.
        #[serde(rename = "hoursBefore")]
        hours_before: u32,
        /// Percent that comes back.
        #[serde(rename = "refundPercent")]
        refund_percent: u32,
    },
    /// Notice is shorter than every tier asks for.
    TooLate,
    /// The booking has begun.
    Started,
    /// Nothing has been paid.
    NothingPaid,
    /// All that was paid has been given back already.
    GivenBack,
    /// The operator cancels: everything comes back.
    ByOperator,
    /// Whose time it is cancels: everything comes back.
    ByHost,
}

/// What cancelling at a moment gives back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CancellationQuote {
    /// What comes back.
    pub refund: Money,
    /// What stays with the operator.
    pub fee: Money,
    /// Why.
    pub reason: RefundReason,
    /// Until when this quote holds; none if it does not change.
    pub holds_until: Option<DateTime<Utc>>,
}

/// The refund that cancelling at `at` gives back of what was paid.
pub fn quote(policy: &CancellationPolicy, paid: Money, start: Instant, at: Instant) -> CancellationQuote {
    if paid.is_zero() {
        return answer(paid, 0, RefundReason::NothingPaid, None);
    }
    if at >= start {
        return answer(paid, 0, RefundReason::Started, None);
    }
    let notice = start - at;
    match sorted(policy).iter().find(|tier| notice >= hours(tier.hours_before)) {
        Some(tier) => {
            let reason = RefundReason::Tier { hours_before: tier.hours_before, refund_percent: tier.refund_percent };
            answer(paid, tier.refund_percent, reason, Some(start - hours(tier.hours_before)))
        }
        None => answer(paid, 0, RefundReason::TooLate, None),
    }
}

/// The refund when the operator cancels: everything, at any time.
pub fn quote_for_operator(paid: Money) -> CancellationQuote {
    whole(paid, RefundReason::ByOperator)
}

/// The refund when whose time it is cancels: everything, at any time.
pub fn quote_for_host(paid: Money) -> CancellationQuote {
    whole(paid, RefundReason::ByHost)
}

fn whole(paid: Money, reason: RefundReason) -> CancellationQuote {
    answer(paid, 100, if paid.is_zero() { RefundReason::NothingPaid } else { reason }, None)
}

// A stored policy may list its tiers in any order.
fn sorted(policy: &CancellationPolicy) -> Vec<CancellationTier> {
    let mut tiers = policy.tiers.clone();
    tiers.sort_by_key(|tier| std::cmp::Reverse(tier.hours_before));
    tiers
}

fn answer(paid: Money, percent: u32, reason: RefundReason, holds_until: Option<Instant>) -> CancellationQuote {
    let refund = paid.share(percent.min(100) * 100);
    let fee = Money::new(paid.amount - refund.amount, paid.currency);
    CancellationQuote { refund, fee, reason, holds_until }
}

fn hours(count: u32) -> Duration {
    Duration::hours(i64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn money(amount: i64) -> Money {
        Money::new(amount, "EUR".parse().unwrap())
    }

    fn usual(name: &str) -> CancellationPolicy {
        let tier = |hours_before, refund_percent| CancellationTier { hours_before, refund_percent };
        let tiers = match name {
            "flexible" => vec![tier(24, 100), tier(0, 50)],
            "moderate" => vec![tier(24, 50), tier(72, 100)],
            "strict" => vec![tier(168, 50)],
            _ => vec![],
        };
        CancellationPolicy { name: name.to_owned(), tiers }
    }

    fn start() -> Instant {
        "2026-05-10T10:00:00Z".parse().unwrap()
    }

    #[test]
    fn each_tier_holds_to_the_minute() {
        let cases = [
            ("flexible", 24 * 60, 1_001, Some(24)),
            ("flexible", 24 * 60 - 1, 501, Some(0)),
            ("flexible", 1, 501, Some(0)),
            ("flexible", 0, 0, None),
            ("moderate", 72 * 60, 1_001, Some(72)),
            ("moderate", 24 * 60, 501, Some(24)),
            ("moderate", 24 * 60 - 1, 0, None),
            ("strict", 168 * 60, 501, Some(168)),
            ("strict", 168 * 60 - 1, 0, None),
            ("none", 9_999 * 60, 0, None),
        ];
        for (name, minutes_before, refund, until_hours) in cases {
            let at = start() - Duration::minutes(minutes_before);
            let quoted = quote(&usual(name), money(1_001), start(), at);
            assert_eq!(quoted.refund, money(refund), "{name} {minutes_before}");
            assert_eq!(quoted.fee, money(1_001 - refund));
            assert_eq!(quoted.holds_until, until_hours.map(|count| start() - Duration::hours(count)));
        }
    }

    #[test]
    fn reasons_are_data() {
        let free = quote(&usual("strict"), money(0), start(), start());
        assert_eq!(free.reason, RefundReason::NothingPaid);
        let late = quote(&usual("strict"), money(5), start(), start());
        assert_eq!(late.reason, RefundReason::Started);
        let operator = quote_for_operator(money(5));
        assert_eq!((operator.refund, operator.reason), (money(5), RefundReason::ByOperator));
        let json = serde_json::to_value(RefundReason::Tier { hours_before: 24, refund_percent: 50 }).unwrap();
        assert_eq!(json, serde_json::json!({"name": "tier", "hoursBefore": 24, "refundPercent": 50}));
    }

    proptest! {
        #[test]
        fn refund_and_fee_make_the_price_and_less_notice_never_pays_more(
            paid in 0_i64..10_000_000, earlier in 0_i64..20_000, later in 0_i64..20_000, tiers in prop::collection::vec((0_u32..300, 0_u32..=100), 0..5),
        ) {
            // A sane policy gives less back for less notice.
            let mut percents: Vec<u32> = tiers.iter().map(|(_, percent)| *percent).collect();
            percents.sort_unstable();
            let mut notices: Vec<u32> = tiers.iter().map(|(hours, _)| *hours).collect();
            notices.sort_unstable();
            let tiers = notices.into_iter().zip(percents).map(|(hours_before, refund_percent)| CancellationTier { hours_before, refund_percent }).collect();
            let policy = CancellationPolicy { name: "custom".to_owned(), tiers };
            let at = |minutes: i64| quote(&policy, money(paid), start(), start() - Duration::minutes(minutes));
            let (more, less) = (at(earlier.max(later)), at(earlier.min(later)));
            prop_assert_eq!(more.refund.amount + more.fee.amount, paid);
            prop_assert!(more.refund.amount >= less.refund.amount);
            prop_assert!(less.refund.amount >= 0 && more.fee.amount >= 0);
        }
    }
}
