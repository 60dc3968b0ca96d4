//! Invoices: lines, tax and totals.
//!
//! Rounding: tax is rounded once per rate on the sum of its lines, half away
//! from zero, as the price was quoted; lines carry shares of it that add up.

use std::collections::BTreeMap;

use plaza_core::{Currency, Money};

/// Basis points in a whole: 2,100 is a rate of 21 %.
const WHOLE: i128 = 10_000;

/// Whether prices contain the tax or it comes on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaxMode {
    /// Prices contain the tax (what people see when they book).
    Inclusive,
    /// The tax comes on top of prices.
    Exclusive,
}

impl TaxMode {
    /// The mode's name in tables and on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inclusive => "inclusive",
            Self::Exclusive => "exclusive",
        }
    }
}

/// What is sold, as the seller states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What the reader sees.
    pub description: String,
    /// How many, in thousandths: 1,500 is one and a half.
    pub quantity_milli: i64,
    /// Price of one in minor units, with or without tax as the mode says; negative for a discount.
    pub unit_price: i64,
    /// Quantity times price, rounded by who quoted it; what counts.
    pub amount: i64,
    /// Tax rate in basis points.
    pub tax_rate: u32,
}

/// A line with its tax computed; amounts in minor units, negative on a credit note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What the reader sees.
    pub description: String,
    /// How many, in thousandths.
    pub quantity_milli: i64,
    /// Price of one as stated.
    pub unit_price: i64,
    /// Tax rate in basis points.
    pub tax_rate: u32,
    /// Without tax.
    pub net: i64,
    /// The tax.
    pub tax: i64,
}

impl Line {
    /// With tax.
    pub const fn gross(&self) -> i64 {
        self.net + self.tax
    }
}

/// What a rate contributes to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaxGroup {
    /// Tax rate in basis points.
    pub rate: u32,
    /// Taxed amount without tax, minor units.
    pub net: i64,
    /// The tax, minor units.
    pub tax: i64,
}

/// The sums at the foot of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// Without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
    /// What is to pay, or was given back.
    pub gross: Money,
    /// By rate, lowest first.
    pub groups: Vec<TaxGroup>,
}

/// Why lines make no invoice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvoiceError {
    /// No lines.
    #[error("an invoice needs at least one line")]
    Empty,
    /// A line of quantity zero.
    #[error("line '{0}' has a quantity of zero")]
    Quantity(String),
    /// A rate above 100 %.
    #[error("a tax rate of {0} basis points is above 10000 (100 %)")]
    Rate(u32),
    /// The lines do not add up to what is charged.
    #[error("the lines add up to {lines} but {charged} is charged")]
    Sum {
        /// What the lines add up to.
        lines: Money,
        /// What is charged.
        charged: Money,
    },
    /// Beyond what 64 bits hold.
    #[error("an amount is too large")]
    Overflow,
}

/// Computes each line's share of the tax.
pub fn lines(items: &[Item], mode: TaxMode) -> Result<Vec<Line>, InvoiceError> {
    if items.is_empty() {
        return Err(InvoiceError::Empty);
    }
    let mut stated: BTreeMap<u32, i128> = BTreeMap::new();
    for item in items {
        check(item)?;
        *stated.entry(item.tax_rate).or_default() += i128::from(item.amount);
    }
    let mut seen: BTreeMap<u32, i128> = BTreeMap::new();
    let line = |item: &Item| {
        let whole = stated.get(&item.tax_rate).copied().unwrap_or_default();
        let before = seen.entry(item.tax_rate).or_default();
        let (from, to) = (*before, *before + i128::from(item.amount));
        *before = to;
        let taxed = tax(whole, item.tax_rate, mode);
        line(item, mode, share(taxed, to, whole) - share(taxed, from, whole))
    };
    items.iter().map(line).collect()
}

/// The sums of lines, by rate and in all.
pub fn totals(lines: &[Line], currency: Currency) -> Result<Totals, InvoiceError> {
    let mut groups: BTreeMap<u32, (i64, i64)> = BTreeMap::new();
    for line in lines {
        let (net, tax) = groups.entry(line.tax_rate).or_default();
        *net = net.checked_add(line.net).ok_or(InvoiceError::Overflow)?;
        *tax = tax.checked_add(line.tax).ok_or(InvoiceError::Overflow)?;
    }
    let net = sum(groups.values().map(|(net, _)| *net))?;
    let tax = sum(groups.values().map(|(_, tax)| *tax))?;
    let gross = net.checked_add(tax).ok_or(InvoiceError::Overflow)?;
    let groups = groups.into_iter().map(|(rate, (net, tax))| TaxGroup { rate, net, tax }).collect();
    let money = |amount| Money::new(amount, currency);
    Ok(Totals { net: money(net), tax: money(tax), gross: money(gross), groups })
}

/// Lines and totals of a sale, refused unless they add up to exactly what is charged.
pub fn of_charge(items: &[Item], mode: TaxMode, charged: Money) -> Result<(Vec<Line>, Totals), InvoiceError> {
    let lines = lines(items, mode)?;
    let totals = totals(&lines, charged.currency)?;
    if totals.gross != charged {
        return Err(InvoiceError::Sum { lines: totals.gross, charged });
    }
    Ok((lines, totals))
}

/// A document's number, such as `F2026-000042`: prefix, year, gap-free sequence.
pub fn number(prefix: &str, year: i32, sequence: i64) -> String {
    format!("{prefix}{year}-{sequence:06}")
}

fn sum(mut values: impl Iterator<Item = i64>) -> Result<i64, InvoiceError> {
    values.try_fold(0_i64, i64::checked_add).ok_or(InvoiceError::Overflow)
}

fn check(item: &Item) -> Result<(), InvoiceError> {
    if item.quantity_milli == 0 {
        return Err(InvoiceError::Quantity(item.description.clone()));
    }
    if i128::from(item.tax_rate) > WHOLE {
        return Err(InvoiceError::Rate(item.tax_rate));
    }
    Ok(())
}

/// The tax in, or on top of, a stated sum.
fn tax(stated: i128, rate: u32, mode: TaxMode) -> i128 {
    let rate = i128::from(rate);
    match mode {
        TaxMode::Exclusive => rounded(stated * rate, WHOLE),
        TaxMode::Inclusive => stated - rounded(stated * WHOLE, WHOLE + rate),
    }
}

/// How much of `tax` belongs to the first `part` of `whole`.
fn share(tax: i128, part: i128, whole: i128) -> i128 {
    if part == whole {
        return tax;
    }
    if whole == 0 { 0 } else { rounded(tax * part * whole.signum(), whole.abs()) }
}

fn line(item: &Item, mode: TaxMode, tax: i128) -> Result<Line, InvoiceError> {
    let stated = i128::from(item.amount);
    let net = match mode {
        TaxMode::Exclusive => stated,
        TaxMode::Inclusive => stated - tax,
    };
    let small = |value: i128| i64::try_from(value).map_err(|_| InvoiceError::Overflow);
    small(net + tax)?;
    Ok(Line {
        description: item.description.clone(),
        quantity_milli: item.quantity_milli,
        unit_price: item.unit_price,
        tax_rate: item.tax_rate,
        net: small(net)?,
        tax: small(tax)?,
    })
}

/// Division rounded half away from zero.
pub(super) fn rounded(dividend: i128, divisor: i128) -> i128 {
    let half = if dividend < 0 { -divisor / 2 } else { divisor / 2 };
    (dividend + half) / divisor
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(unit_price: i64, quantity: i64, tax_rate: u32) -> Item {
        Item {
            description: "Room".into(),
            quantity_milli: quantity * 1_000,
            unit_price,
            amount: unit_price.saturating_mul(quantity),
            tax_rate,
        }
    }

    fn eur(amount: i64) -> Money {
        Money::new(amount, "EUR".parse().unwrap())
    }

    #[test]
    fn tax_inside_the_price_is_taken_out() {
        let (lines, totals) = of_charge(&[item(1_210, 1, 2_100)], TaxMode::Inclusive, eur(1_210)).unwrap();
        assert_eq!((lines[0].net, lines[0].tax), (1_000, 210));
        assert_eq!(totals.groups, [TaxGroup { rate: 2_100, net: 1_000, tax: 210 }]);
    }

    #[test]
    fn tax_on_top_is_added() {
        let (lines, totals) =
            of_charge(&[item(999, 3, 1_000), item(50, 1, 2_100)], TaxMode::Exclusive, eur(3_358)).unwrap();
        assert_eq!((lines[0].net, lines[0].tax), (2_997, 300));
        assert_eq!((lines[1].net, lines[1].tax), (50, 11));
        assert_eq!((totals.net, totals.tax), (eur(3_047), eur(311)));
    }

    #[test]
    fn tax_is_rounded_once_on_the_sum() {
        // Three lines of 0.33 at 10 %: 0.099 is 0.10 on the sum, 0.03 each would be 0.09.
        let (lines, totals) =
            of_charge(&[item(33, 1, 1_000), item(33, 1, 1_000), item(33, 1, 1_000)], TaxMode::Exclusive, eur(109))
                .unwrap();
        assert_eq!(totals.tax, eur(10));
        assert_eq!(lines.iter().map(|line| line.tax).sum::<i64>(), 10);
    }

    #[test]
    fn discounts_are_negative_lines() {
        let (_, totals) =
            of_charge(&[item(1_000, 1, 2_100), item(-100, 1, 2_100)], TaxMode::Inclusive, eur(900)).unwrap();
        assert_eq!(totals.gross, eur(900));
    }

    #[test]
    fn lines_that_do_not_add_up_are_refused() {
        assert!(matches!(of_charge(&[item(100, 1, 0)], TaxMode::Inclusive, eur(99)), Err(InvoiceError::Sum { .. })));
        assert_eq!(lines(&[], TaxMode::Inclusive), Err(InvoiceError::Empty));
        assert!(lines(&[item(1, 0, 0)], TaxMode::Inclusive).is_err());
        assert!(lines(&[item(1, 1, 10_001)], TaxMode::Inclusive).is_err());
        assert!(lines(&[item(i64::MAX, 1, 2_100)], TaxMode::Exclusive).is_err());
    }

    #[test]
    fn numbers_keep_their_width() {
        assert_eq!(number("F", 2026, 42), "F2026-000042");
        assert_eq!(number("", 2026, 1_234_567), "2026-1234567");
    }
}
