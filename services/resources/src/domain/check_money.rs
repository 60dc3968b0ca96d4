//! Whether rates, tax and cancellation policy can stand, and what they come to
//! by the hour.

use plaza_core::{Currency, Money};
use plaza_resources_api::{CancellationPolicy, CancellationTier, PeakWindow, Rates, Tax};

use crate::error::{Error, Result};

/// The most one rate may be, minor units: what a price of a month still holds in 64 bits.
const MOST: i64 = 1_000_000_000_000;

/// The rates a resource states, with the name of their field.
fn stated(rates: &Rates) -> impl Iterator<Item = (&'static str, Money)> {
    let all =
        [("rates.perHour", rates.per_hour), ("rates.perHalfDay", rates.per_half_day), ("rates.perDay", rates.per_day)];
    all.into_iter().filter_map(|(field, rate)| rate.map(|rate| (field, rate)))
}

/// The currency the rates are in, if any is stated.
pub fn currency(rates: &Rates) -> Option<Currency> {
    stated(rates).next().map(|(_, rate)| rate.currency)
}

/// Checks rates, which must all be in `currency`.
pub fn rates(rates: &Rates, currency: Currency) -> Result<()> {
    for (field, rate) in stated(rates) {
        if rate.currency != currency {
            return Err(Error::invalid(
                field,
                format!("is in {}, the resource in {currency}; one resource has one currency", rate.currency),
            ));
        }
        if !(0..=MOST).contains(&rate.amount) {
            return Err(Error::invalid(field, format!("is 0 to {MOST} minor units")));
        }
    }
    let (half, whole) = (rates.half_day_hours.unwrap_or(4), rates.day_hours.unwrap_or(10));
    if !(1..=24).contains(&half) || !(1..=24).contains(&whole) {
        return Err(Error::invalid("rates", "halfDayHours and dayHours are 1 to 24"));
    }
    if half > whole {
        return Err(Error::invalid("rates.halfDayHours", format!("is at most dayHours ({whole})")));
    }
    if !rates.peaks.is_empty() && rates.per_hour.is_none() {
        return Err(Error::invalid("rates.peaks", "change the price by the hour; set perHour too"));
    }
    rates.peaks.iter().enumerate().try_for_each(|(at, window)| peak(at, window))
}

fn peak(at: usize, window: &PeakWindow) -> Result<()> {
    let here = format!("rates.peaks[{at}]");
    if window.days.is_empty() {
        return Err(Error::invalid(format!("{here}.days"), "names at least one day, such as Mon"));
    }
    let midnight = chrono::NaiveTime::MIN;
    if window.to != midnight && window.from >= window.to {
        return Err(Error::invalid(
            format!("{here}.from"),
            "is before to; split a window that runs past midnight in two",
        ));
    }
    if !(-100..=1_000).contains(&window.percent) {
        return Err(Error::invalid(format!("{here}.percent"), "is -100 to 1000"));
    }
    Ok(())
}

/// Checks tax.
pub fn tax(tax: Tax) -> Result<()> {
    if tax.basis_points <= 10_000 {
        Ok(())
    } else {
        Err(Error::invalid("tax.basisPoints", "is 0 to 10000: 2100 is 21 %"))
    }
}

/// Checks a cancellation policy; a known name without tiers gets its own.
pub fn cancellation(policy: &mut CancellationPolicy) -> Result<()> {
    let preset: &[(u32, u32)] = match policy.name.as_str() {
        "flexible" => &[(24, 100)],
        "moderate" => &[(24, 100), (2, 50)],
        "strict" => &[(168, 100), (48, 50)],
        "none" | "custom" => &[],
        _ => return Err(Error::invalid("cancellation.name", "is flexible, moderate, strict, none or custom")),
    };
    if policy.tiers.is_empty() {
        policy.tiers = preset
            .iter()
            .map(|(hours_before, refund_percent)| CancellationTier {
                hours_before: *hours_before,
                refund_percent: *refund_percent,
            })
            .collect();
    }
    if policy.name == "none" && !policy.tiers.is_empty() {
        return Err(Error::invalid("cancellation.tiers", "are empty where nothing is given back; name it custom"));
    }
    for (at, tier) in policy.tiers.iter().enumerate() {
        let here = format!("cancellation.tiers[{at}]");
        if tier.refund_percent > 100 || tier.hours_before > 8_784 {
            return Err(Error::invalid(here, "has a refundPercent of 0 to 100 and hoursBefore of at most 8784"));
        }
        let earlier = at.checked_sub(1).and_then(|before| policy.tiers.get(before));
        if earlier.is_some_and(|earlier| {
            earlier.hours_before <= tier.hours_before || earlier.refund_percent < tier.refund_percent
        }) {
            return Err(Error::invalid(
                here,
                "comes later than the tier before it (fewer hours) and gives back no more",
            ));
        }
    }
    Ok(())
}

/// What an hour comes to, minor units: the hourly rate, else a share of the half day or day; nothing when free.
pub fn hourly(rates: &Rates) -> i64 {
    let share = |rate: Money, hours: u32| rate.amount / i64::from(hours.max(1));
    let by_half = rates.per_half_day.map(|rate| share(rate, rates.half_day_hours.unwrap_or(4)));
    let by_day = rates.per_day.map(|rate| share(rate, rates.day_hours.unwrap_or(10)));
    rates.per_hour.map(|rate| rate.amount).or(by_half).or(by_day).unwrap_or(0)
}

/// The least amount it can be had for by one of its rates; none when it is free.
pub fn from_price(rates: &Rates) -> Option<Money> {
    stated(rates).map(|(_, rate)| rate).min_by_key(|rate| rate.amount)
}
