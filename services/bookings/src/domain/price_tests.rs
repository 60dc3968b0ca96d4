use super::*;
use proptest::prelude::*;

/// Rates without tax: hour, half day, day.
pub fn rates(per_hour: Option<i64>, half_day: Option<i64>, day: Option<i64>) -> Rates {
    Rates {
        currency: "EUR".parse().unwrap(),
        per_hour,
        half_day,
        half_day_minutes: 240,
        day,
        day_minutes: 1_440,
        peaks: vec![],
        tax: Tax::default(),
    }
}

fn slot(start: &str, minutes: i64) -> Slot {
    let start: plaza_core::Instant = start.parse().unwrap();
    Slot::new(start, start + Duration::minutes(minutes)).unwrap()
}

fn total(rates: &Rates, slot: Slot) -> i64 {
    quote(rates, chrono_tz::Europe::Madrid, slot).unwrap().total.amount
}

#[test]
fn the_cheapest_combination_wins() {
    let all = rates(Some(1_000), Some(3_500), Some(6_000));
    let cases = [
        (30, 500),
        (45, 750),
        (180, 3_000),
        (240, 3_500),
        (210, 3_500),
        (300, 4_500),
        (360, 5_500),
        (480, 6_000),
        (1_440, 6_000),
        (1_500, 7_000),
        (2_880, 12_000),
    ];
    for (minutes, expected) in cases {
        assert_eq!(total(&all, slot("2026-01-15T08:00:00Z", minutes)), expected, "{minutes} minutes");
    }
}

#[test]
fn a_day_is_as_long_as_the_operator_says() {
    let working_day = Rates { day_minutes: 600, ..rates(Some(1_000), None, Some(6_000)) };
    assert_eq!(total(&working_day, slot("2026-01-15T08:00:00Z", 600)), 6_000);
    assert_eq!(total(&working_day, slot("2026-01-15T08:00:00Z", 660)), 7_000);
}

#[test]
fn missing_rates_round_up_to_what_there_is() {
    assert_eq!(total(&rates(None, None, Some(6_000)), slot("2026-01-15T08:00:00Z", 30)), 6_000);
    assert_eq!(total(&rates(None, Some(3_500), None), slot("2026-01-15T08:00:00Z", 300)), 7_000);
    assert_eq!(total(&rates(Some(1_000), None, None), slot("2026-01-15T08:00:00Z", 1_500)), 25_000);
}

#[test]
fn without_rates_it_is_free() {
    let free = quote(&rates(None, None, None), chrono_tz::UTC, slot("2026-01-15T08:00:00Z", 60)).unwrap();
    assert!(free.total.is_zero() && free.lines.is_empty());
}

#[test]
fn peaks_count_to_the_minute_on_the_local_clock() {
    let peak = |day, from, to, percent| Peak { day, interval: DayInterval::new(from, to).unwrap(), percent };
    let mut priced = rates(Some(1_200), None, None);
    // Thursday 17:00 to 20:00 local is 16:00 to 19:00 UTC in winter.
    priced.peaks = vec![peak(Weekday::Thu, 17 * 60, 20 * 60, 50), peak(Weekday::Thu, 19 * 60, 21 * 60, -50)];
    let quoted = quote(&priced, chrono_tz::Europe::Madrid, slot("2026-01-15T15:45:00Z", 30)).unwrap();
    let lines: Vec<_> =
        quoted.lines.iter().map(|line| (line.quantity, line.peak_percent, line.amount.amount)).collect();
    assert_eq!(lines, [(15, 0, 300), (15, 50, 450)]);
    // Where windows overlap the first counts: 18:00-19:00 UTC is dear, 19:00-20:00 cheap.
    assert_eq!(total(&priced, slot("2026-01-15T18:00:00Z", 120)), 1_800 + 600);
    // A window of the evening before reaches past midnight.
    priced.peaks = vec![peak(Weekday::Wed, 22 * 60, 60, 100)];
    assert_eq!(total(&priced, slot("2026-01-14T23:00:00Z", 120)), 2_400 + 1_200);
}

#[test]
fn peaks_follow_the_clock_change() {
    let mut priced = rates(Some(600), None, None);
    priced.peaks = vec![Peak { day: Weekday::Sun, interval: DayInterval::new(60, 240).unwrap(), percent: 100 }];
    // 01:00 to 04:00 local lasts two real hours in spring and four in autumn.
    assert_eq!(total(&priced, slot("2026-03-29T00:00:00Z", 120)), 2_400);
    assert_eq!(total(&priced, slot("2026-10-24T23:00:00Z", 240)), 4_800);
}

#[test]
fn lines_round_half_away_from_zero() {
    // 10.01 an hour: 15 minutes are 250.25, 45 are 750.75, 30 are 500.5.
    let odd = rates(Some(1_001), None, None);
    for (minutes, expected) in [(15, 250), (45, 751), (30, 501)] {
        assert_eq!(total(&odd, slot("2026-01-15T08:00:00Z", minutes)), expected);
    }
}

#[test]
fn tax_is_inside_or_on_top() {
    let mut taxed = rates(Some(1_000), None, None);
    taxed.tax = Tax { basis_points: 2_100, inclusive: true };
    let inside = quote(&taxed, chrono_tz::UTC, slot("2026-01-15T08:00:00Z", 60)).unwrap();
    assert_eq!((inside.net.amount, inside.tax_amount.amount, inside.total.amount), (826, 174, 1_000));
    taxed.tax.inclusive = false;
    let on_top = quote(&taxed, chrono_tz::UTC, slot("2026-01-15T08:00:00Z", 60)).unwrap();
    assert_eq!((on_top.net.amount, on_top.tax_amount.amount, on_top.total.amount), (1_000, 210, 1_210));
}

#[test]
fn absurd_rates_are_refused_not_wrapped() {
    assert_eq!(
        quote(&rates(None, None, Some(i64::MAX)), chrono_tz::UTC, slot("2026-01-15T08:00:00Z", 3_000)),
        Err(Unpriceable)
    );
}

proptest! {
    #[test]
    fn a_price_is_the_sum_of_its_lines_and_never_above_any_single_way(
        minutes in 1_i64..5_000, hour in 0_i64..100_000, half in 0_i64..100_000, day in 0_i64..100_000,
        percent in -100_i32..200, points in 0_u32..3_000, inclusive: bool, start in 0_i64..100_000,
    ) {
        let mut priced = rates(Some(hour), Some(half), Some(day));
        priced.peaks = vec![Peak { day: Weekday::Mon, interval: DayInterval::new(600, 900).unwrap(), percent }];
        priced.tax = Tax { basis_points: points, inclusive };
        let base = slot("2026-01-15T08:00:00Z", 1);
        let asked = Slot::new(base.start + Duration::minutes(start), base.start + Duration::minutes(start + minutes)).unwrap();
        let quoted = quote(&priced, chrono_tz::America::Bogota, asked).unwrap();
        let sum: i64 = quoted.lines.iter().map(|line| line.amount.amount).sum();
        prop_assert_eq!(quoted.net.amount + quoted.tax_amount.amount, quoted.total.amount);
        prop_assert_eq!(if inclusive { quoted.total.amount } else { quoted.net.amount }, sum);
        prop_assert!(quoted.tax_amount.amount >= 0);
        for single in [rates(Some(hour), None, None), rates(None, Some(half), None), rates(None, None, Some(day))] {
            let single = Rates { peaks: priced.peaks.clone(), tax: priced.tax, ..single };
            prop_assert!(quoted.total.amount <= quote(&single, chrono_tz::America::Bogota, asked).unwrap().total.amount);
        }
    }
}
