//! Amounts and times as people of each language write them.

use chrono::{DateTime, Datelike, Offset, Timelike};
use chrono_tz::Tz;
use plaza_core::{Locale, Money, Slot};

use super::texts::Words;

/// `1.234,50 €` in Spanish, `€1,234.50` in English; the code where a sign could mean several currencies.
pub fn money(money: Money, locale: Locale) -> String {
    let decimals = money.currency.decimals() as usize;
    let scale = 10_u64.pow(money.currency.decimals());
    let minor = money.amount.unsigned_abs();
    let (group, point) = if locale == Locale::Es { (".", ",") } else { (",", ".") };
    let mut number = grouped(minor / scale, group);
    if decimals > 0 {
        number.push_str(&format!("{point}{:0decimals$}", minor % scale));
    }
    let minus = if money.amount < 0 { "\u{2212}" } else { "" };
    let sign = match money.currency.code() {
        "EUR" => Some("€"),
        "GBP" => Some("£"),
        "JPY" => Some("¥"),
        _ => None,
    };
    match (sign, locale) {
        (Some(sign), Locale::En) => format!("{minus}{sign}{number}"),
        (Some(sign), Locale::Es) => format!("{minus}{number}\u{a0}{sign}"),
        (None, _) => format!("{minus}{number}\u{a0}{}", money.currency),
    }
}

/// `lunes, 2 de marzo de 2026` or `Monday, 2 March 2026`.
pub fn day(at: DateTime<Tz>, locale: Locale, words: &Words) -> String {
    let weekday = name(&words.weekdays, at.weekday().num_days_from_monday());
    let month = name(&words.months, at.month0());
    match locale {
        Locale::Es => format!("{weekday}, {} de {month} de {}", at.day(), at.year()),
        Locale::En => format!("{weekday}, {} {month} {}", at.day(), at.year()),
    }
}

/// `10:00 – 12:00 (Europe/Madrid, UTC+1)`; with the day of the end when that is another one.
pub fn hours(slot: Slot, zone: Tz, locale: Locale, words: &Words) -> String {
    let (start, end) = (slot.start.with_timezone(&zone), slot.end.with_timezone(&zone));
    let last = if start.date_naive() == end.date_naive() {
        clock(end)
    } else {
        format!("{}, {}", day(end, locale, words), clock(end))
    };
    format!("{} – {last} ({})", clock(start), zone_name(start))
}

/// A moment: day, time and zone.
pub fn moment(at: DateTime<Tz>, locale: Locale, words: &Words) -> String {
    format!("{}, {} ({})", day(at, locale, words), clock(at), zone_name(at))
}

/// `09:05`.
pub fn clock(at: DateTime<Tz>) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// The zone's IANA name and what it was from UTC at that moment.
fn zone_name(at: DateTime<Tz>) -> String {
    let zone = at.timezone().name();
    let minutes = at.offset().fix().local_minus_utc() / 60;
    let sign = if minutes < 0 { "\u{2212}" } else { "+" };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    match (zone, minutes, rest) {
        ("UTC", ..) => "UTC".to_owned(),
        (_, 0, _) => format!("{zone}, UTC"),
        (_, _, 0) => format!("{zone}, UTC{sign}{hours}"),
        _ => format!("{zone}, UTC{sign}{hours}:{rest:02}"),
    }
}

fn name(names: &[String], at: u32) -> &str {
    names.get(at as usize).map_or("", String::as_str)
}

fn grouped(number: u64, separator: &str) -> String {
    let digits = number.to_string();
    let mut groups: Vec<&str> = Vec::new();
    let mut rest = digits.as_str();
    while rest.len() > 3 {
        let (head, tail) = rest.split_at(rest.len() - 3);
        groups.push(tail);
        rest = head;
    }
    groups.push(rest);
    groups.reverse();
    groups.join(separator)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::texts::Texts;

    fn amount(minor: i64, code: &str, locale: Locale) -> String {
        money(Money::new(minor, code.parse().unwrap()), locale)
    }

    #[test]
    fn amounts_follow_the_language_and_the_currency() {
        assert_eq!(amount(123_450, "EUR", Locale::Es), "1.234,50\u{a0}€");
        assert_eq!(amount(123_450_099, "EUR", Locale::En), "€1,234,500.99");
        assert_eq!(amount(-5, "EUR", Locale::En), "\u{2212}€0.05");
        assert_eq!(amount(1_500, "JPY", Locale::En), "¥1,500");
        assert_eq!(amount(1_500, "USD", Locale::Es), "15,00\u{a0}USD");
    }

    #[test]
    fn times_are_those_of_the_place() {
        let texts = Texts::load().unwrap();
        let slot = |start: &str, end: &str| Slot::new(start.parse().unwrap(), end.parse().unwrap()).unwrap();
        let morning = slot("2026-03-02T09:00:00Z", "2026-03-02T11:30:00Z");
        let es = texts.words(Locale::Es);
        let start = morning.start.with_timezone(&chrono_tz::Europe::Madrid);
        assert_eq!(day(start, Locale::Es, es), "lunes, 2 de marzo de 2026");
        assert_eq!(hours(morning, chrono_tz::Europe::Madrid, Locale::Es, es), "10:00 – 12:30 (Europe/Madrid, UTC+1)");
        let en = texts.words(Locale::En);
        assert_eq!(hours(morning, chrono_tz::Asia::Kolkata, Locale::En, en), "14:30 – 17:00 (Asia/Kolkata, UTC+5:30)");
        let night = slot("2026-07-01T23:00:00Z", "2026-07-02T05:00:00Z");
        assert_eq!(
            hours(night, chrono_tz::America::Bogota, Locale::En, en),
            "18:00 – Thursday, 2 July 2026, 00:00 (America/Bogota, UTC\u{2212}5)"
        );
        assert_eq!(moment(night.start.with_timezone(&Tz::UTC), Locale::En, en), "Wednesday, 1 July 2026, 23:00 (UTC)");
    }
}
