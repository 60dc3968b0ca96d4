//! What a slot costs. Days, then half days, then hours cover it from its
//! start; the cheapest combination wins, on a tie the one with more days and
//! then more half days. Peak windows change the hourly part only, to the minute.
//!
//! Rounding: each line is rounded once to the minor unit, half away from zero;
//! the total before tax is the sum of the lines; tax is rounded once on that sum.

use chrono::{Datelike, Duration, Weekday};
use chrono_tz::Tz;
use plaza_core::{Currency, Money, Slot};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::hours::DayInterval;
use super::local::{Side, instant_on, wall};

/// The rates of a resource, in minor units of one currency, before or with tax as `tax` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    /// The currency of every rate.
    pub currency: Currency,
    /// Price of an hour; charged by the minute.
    pub per_hour: Option<i64>,
    /// Price of up to `half_day_minutes` in one piece.
    pub half_day: Option<i64>,
    /// How long a half day is; 240 unless the operator says otherwise.
    pub half_day_minutes: u32,
    /// Price of up to `day_minutes` in one piece.
    pub day: Option<i64>,
    /// How long a day is; 600 unless the operator says otherwise.
    pub day_minutes: u32,
    /// Times that cost more or less; where two overlap, the first in the list counts.
    pub peaks: Vec<Peak>,
    /// Tax on the price.
    pub tax: Tax,
}

/// A weekly window, on the place's clock, in which hours cost more or less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peak {
    /// The day it begins.
    pub day: Weekday,
    /// From when to when that day; may run past midnight.
    pub interval: DayInterval,
    /// Percent added, or with a minus taken off; -100 makes it free.
    pub percent: i32,
}

/// A tax rate and whether prices contain it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PriceTax)]
pub struct Tax {
    /// 1/100 of a percent: 2100 is 21 %.
    pub basis_points: u32,
    /// Whether the rates contain the tax.
    pub inclusive: bool,
}

/// What a line of a quote is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Up to a day's hours each.
    Day,
    /// Up to a half day each.
    HalfDay,
    /// Minutes at the hourly rate.
    Hour,
}

/// One line of a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// What is charged.
    pub what: What,
    /// How many days or half days, or how many minutes at the hourly rate.
    pub quantity: u32,
    /// Price of one day, half day or hour, before the peak's percentage.
    pub unit_price: Money,
    /// The peak's percentage; 0 outside peaks.
    pub peak_percent: i32,
    /// What the line comes to.
    pub amount: Money,
}

/// The price of a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Quote {
    /// What is charged, in the order it covers the slot.
    pub lines: Vec<Line>,
    /// The price without tax.
    pub net: Money,
    /// The tax.
    pub tax_amount: Money,
    /// The rate behind it.
    pub tax: Tax,
    /// What is to be paid.
    pub total: Money,
}

/// A price beyond what 64 bits hold, or rates that cannot price the slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the rates do not price this slot")]
pub struct Unpriceable;

/// The price of a slot; free when the resource has no rates.
pub fn quote(rates: &Rates, zone: Tz, slot: Slot) -> Result<Quote, Unpriceable> {
    if rates.per_hour.is_none() && rates.half_day.is_none() && rates.day.is_none() {
        return finish(rates, Vec::new());
    }
    let total = minutes_up(slot.length());
    let mut best: Option<(i64, Vec<Line>)> = None;
    for (days, halves) in combinations(rates, total) {
        // Prices are not negative, so a beginning that costs as much as the best cannot end cheaper.
        let begun = i128::from(days) * i128::from(rates.day.unwrap_or(0))
            + i128::from(halves) * i128::from(rates.half_day.unwrap_or(0));
        if best.as_ref().is_some_and(|(cheapest, _)| begun >= i128::from(*cheapest)) {
            continue;
        }
        let Some(lines) = lines_of(rates, zone, slot, (days, halves), total)? else {
            continue;
        };
        let sum = sum(&lines)?;
        if best.as_ref().is_none_or(|(cheapest, _)| sum < *cheapest) {
            best = Some((sum, lines));
        }
    }
    let (_, lines) = best.ok_or(Unpriceable)?;
    finish(rates, lines)
}

// Most days first, so that a tie keeps the first found.
fn combinations(rates: &Rates, total: u32) -> Vec<(u32, u32)> {
    let (half, day) = (rates.half_day_minutes.max(1), rates.day_minutes.max(1));
    let most_days = if rates.day.is_some() { total.div_ceil(day) } else { 0 };
    let mut found = Vec::new();
    for days in (0..=most_days).rev() {
        let rest = total.saturating_sub(days * day);
        let most_halves = if rates.half_day.is_some() { rest.div_ceil(half) } else { 0 };
        found.extend((0..=most_halves).rev().map(|halves| (days, halves)));
    }
    found
}

fn lines_of(
    rates: &Rates,
    zone: Tz,
    slot: Slot,
    (days, halves): (u32, u32),
    total: u32,
) -> Result<Option<Vec<Line>>, Unpriceable> {
    let covered = days * rates.day_minutes.max(1) + halves * rates.half_day_minutes.max(1);
    let mut lines = Vec::new();
    lines.extend(whole(rates, What::Day, days, rates.day)?);
    lines.extend(whole(rates, What::HalfDay, halves, rates.half_day)?);
    if covered >= total {
        return Ok(Some(lines));
    }
    let Some(per_hour) = rates.per_hour else {
        return Ok(None);
    };
    let start = slot.start + Duration::minutes(i64::from(covered));
    let Some(hourly) = Slot::new(start, slot.end) else {
        return Ok(Some(lines));
    };
    for (percent, minutes) in peak_minutes(rates, zone, hourly) {
        let amount = rounded(i128::from(per_hour) * i128::from(minutes) * i128::from(100 + percent), 6_000)?;
        lines.push(line(rates, What::Hour, minutes, (per_hour, percent), amount));
    }
    Ok(Some(lines))
}

fn whole(rates: &Rates, what: What, count: u32, price: Option<i64>) -> Result<Option<Line>, Unpriceable> {
    let (Some(price), true) = (price, count > 0) else {
        return Ok(None);
    };
    let amount = price.checked_mul(i64::from(count)).ok_or(Unpriceable)?;
    Ok(Some(line(rates, what, count, (price, 0), amount)))
}

fn line(rates: &Rates, what: What, quantity: u32, (unit, percent): (i64, i32), amount: i64) -> Line {
    let unit_price = Money::new(unit, rates.currency);
    Line { what, quantity, unit_price, peak_percent: percent, amount: Money::new(amount, rates.currency) }
}

/// Minutes of `slot` per percentage, in the order the percentages first occur.
fn peak_minutes(rates: &Rates, zone: Tz, slot: Slot) -> Vec<(i32, u32)> {
    let windows = peak_windows(rates, zone, slot);
    let mut edges: Vec<_> = windows.iter().flat_map(|(window, _)| [window.start, window.end]).collect();
    edges.extend([slot.start, slot.end]);
    edges.retain(|edge| *edge >= slot.start && *edge <= slot.end);
    edges.sort_unstable();
    edges.dedup();
    let mut found: Vec<(i32, Duration)> = Vec::new();
    for piece in edges.windows(2) {
        let [start, end] = piece else { continue };
        let inside = windows.iter().find(|(window, _)| window.start <= *start && *end <= window.end);
        let percent = inside.map_or(0, |(_, percent)| *percent);
        match found.iter_mut().find(|(known, _)| *known == percent) {
            Some((_, length)) => *length += *end - *start,
            None => found.push((percent, *end - *start)),
        }
    }
    found.into_iter().map(|(percent, length)| (percent, minutes_up(length))).collect()
}

fn peak_windows(rates: &Rates, zone: Tz, slot: Slot) -> Vec<(Slot, i32)> {
    let first = wall(zone, slot.start).date() - Duration::days(2);
    let last = wall(zone, slot.end).date();
    let mut windows = Vec::new();
    for peak in &rates.peaks {
        for date in first.iter_days().take_while(|date| *date <= last).filter(|date| date.weekday() == peak.day) {
            let start = instant_on(zone, date, peak.interval.from, Side::Start);
            let end = instant_on(zone, date, peak.interval.to, Side::End);
            let window = Slot::new(start, end).and_then(|window| window.intersection(&slot));
            windows.extend(window.map(|window| (window, peak.percent.max(-100))));
        }
    }
    windows
}

fn finish(rates: &Rates, lines: Vec<Line>) -> Result<Quote, Unpriceable> {
    let sum = sum(&lines)?;
    let points = i128::from(rates.tax.basis_points);
    let (net, tax) = if rates.tax.inclusive {
        let tax = sum - rounded(i128::from(sum) * 10_000, 10_000 + points)?;
        (sum - tax, tax)
    } else {
        (sum, rounded(i128::from(sum) * points, 10_000)?)
    };
    let money = |amount| Money::new(amount, rates.currency);
    let total = net.checked_add(tax).ok_or(Unpriceable)?;
    Ok(Quote { lines, net: money(net), tax_amount: money(tax), tax: rates.tax, total: money(total) })
}

fn sum(lines: &[Line]) -> Result<i64, Unpriceable> {
    lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.amount.amount)).ok_or(Unpriceable)
}

fn rounded(numerator: i128, denominator: i128) -> Result<i64, Unpriceable> {
    let half = if numerator < 0 { -denominator / 2 } else { denominator / 2 };
    i64::try_from((numerator + half) / denominator).map_err(|_| Unpriceable)
}

fn minutes_up(length: Duration) -> u32 {
    u32::try_from((length + Duration::seconds(59)).num_minutes().max(0)).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "price_tests.rs"]
pub(crate) mod tests;
