//! Amounts, rates and days as people of each language write them.

use chrono::{Datelike, NaiveDate};
use plaza_core::{Locale, Money};

use super::words;

/// `1.234,50 €` in Spanish, `€1,234.50` in English; the code where there is no common sign.
pub fn money(money: Money, locale: Locale) -> String {
    let number = decimal(money.amount.unsigned_abs(), money.currency.decimals(), locale);
    let minus = if money.amount < 0 { "\u{2212}" } else { "" };
    match (sign(money.currency.code()), locale) {
        (Some(sign), Locale::En) => format!("{minus}{sign}{number}"),
        (Some(sign), Locale::Es) => format!("{minus}{number}\u{a0}{sign}"),
        (None, _) => format!("{minus}{number}\u{a0}{}", money.currency),
    }
}

/// `21 %` in Spanish (RAE), `21%` in English; decimals only where there are any.
pub fn rate(basis_points: u32, locale: Locale) -> String {
    let short = short(u64::from(basis_points), 2, locale);
    match locale {
        Locale::Es => format!("{short}\u{a0}%"),
        Locale::En => format!("{short}%"),
    }
}

/// Thousandths as people write them: `1,5` or `1.5`, without needless decimals.
pub fn quantity(milli: i64, locale: Locale) -> String {
    let minus = if milli < 0 { "\u{2212}" } else { "" };
    format!("{minus}{}", short(milli.unsigned_abs(), 3, locale))
}

/// `22 de noviembre de 2026` or `22 November 2026`.
pub fn day(day: NaiveDate, locale: Locale) -> String {
    let month = words::of(locale).months.get(day.month0() as usize).copied().unwrap_or_default();
    match locale {
        Locale::Es => format!("{} de {month} de {}", day.day(), day.year()),
        Locale::En => format!("{} {month} {}", day.day(), day.year()),
    }
}

/// Without needless decimals.
fn short(scaled: u64, decimals: u32, locale: Locale) -> String {
    let full = decimal(scaled, decimals, locale);
    full.trim_end_matches('0').trim_end_matches(['.', ',']).to_owned()
}

/// Minor units with the language's separators.
fn decimal(minor: u64, decimals: u32, locale: Locale) -> String {
    let (group, point) = match locale {
        Locale::Es => ('.', ','),
        Locale::En => (',', '.'),
    };
    let scale = 10_u64.pow(decimals);
    let digits = (minor / scale).to_string();
    let mut text = String::with_capacity(digits.len() + 8);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if decimals > 0 {
        text.push(point);
        text.push_str(&format!("{:0width$}", minor % scale, width = decimals as usize));
    }
    text
}

/// Only signs that no two currencies share.
fn sign(code: &str) -> Option<&'static str> {
    match code {
        "EUR" => Some("€"),
        "GBP" => Some("£"),
        "JPY" => Some("¥"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eur(amount: i64) -> Money {
        Money::new(amount, "EUR".parse().unwrap())
    }

    #[test]
    fn amounts_read_as_people_write_them() {
        assert_eq!(money(eur(123_450), Locale::Es), "1.234,50\u{a0}€");
        assert_eq!(money(eur(-123_450_099), Locale::En), "\u{2212}€1,234,500.99");
        assert_eq!(money(eur(5), Locale::En), "€0.05");
        assert_eq!(money(Money::new(1_500, "JPY".parse().unwrap()), Locale::En), "¥1,500");
        assert_eq!(money(Money::new(1_500, "USD".parse().unwrap()), Locale::Es), "15,00\u{a0}USD");
    }

    #[test]
    fn rates_show_decimals_only_where_there_are_any() {
        assert_eq!(rate(2_100, Locale::Es), "21\u{a0}%");
        assert_eq!(rate(1_050, Locale::En), "10.5%");
        assert_eq!(rate(0, Locale::En), "0%");
        assert_eq!(rate(10_000, Locale::En), "100%");
        assert_eq!(quantity(1_500, Locale::Es), "1,5");
        assert_eq!(quantity(-10_000, Locale::En), "\u{2212}10");
        assert_eq!(quantity(1_000_000, Locale::En), "1,000");
    }

    #[test]
    fn days_name_the_month() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        assert_eq!(day(date, Locale::Es), "22 de noviembre de 2026");
        assert_eq!(day(date, Locale::En), "22 November 2026");
    }
}
