//! Money: integer minor units with an ISO 4217 currency, never a float.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An ISO 4217 currency that things are paid in, such as `EUR`: no metal, no unit of account, no code of tests.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

/// Why a text is no currency, or two amounts cannot be joined.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not one of ISO 4217's codes, or one that nobody pays with.
    #[error("'{0}' is not an ISO 4217 currency code")]
    UnknownCurrency(String),
    /// Two currencies in one sum.
    #[error("{0} and {1} cannot be added")]
    Mixed(Currency, Currency),
    /// Beyond what 64 bits hold.
    #[error("the amount is too large")]
    Overflow,
}

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(*b"EUR");

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// How many decimals the minor unit stands for: 2 for EUR, 0 for JPY, 3 for KWD.
    pub fn decimals(&self) -> u32 {
        iso_currency::Currency::from_code(self.code()).and_then(|known| known.exponent()).map_or(2, u32::from)
    }
}

impl FromStr for Currency {
    type Err = MoneyError;
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let unknown = || MoneyError::UnknownCurrency(text.to_owned());
        let known = iso_currency::Currency::from_code(text).ok_or_else(unknown)?;
        if known.is_special() || known.is_fund() {
            return Err(unknown());
        }
        Ok(Self(text.as_bytes().try_into().map_err(|_| unknown())?))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount in minor units: `{"amount": 1250, "currency": "EUR"}` is 12.50 euros.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// Minor units (cents); may be negative in a ledger.
    pub amount: i64,
    /// ISO 4217 code.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "EUR"))]
    pub currency: Currency,
}

impl Money {
    /// An amount of minor units.
    pub const fn new(amount: i64, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// Nothing, in a currency.
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// The sum; fails on two currencies or overflow.
    pub fn plus(self, other: Money) -> Result<Money, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Mixed(self.currency, other.currency));
        }
        let amount = self.amount.checked_add(other.amount).ok_or(MoneyError::Overflow)?;
        Ok(Self { amount, ..self })
    }

    /// The difference; fails on two currencies or overflow.
    pub fn minus(self, other: Money) -> Result<Money, MoneyError> {
        self.plus(Money::new(other.amount.checked_neg().ok_or(MoneyError::Overflow)?, other.currency))
    }

    /// A share in basis points (1/100 of a percent), rounded half away from zero.
    pub fn share(self, basis_points: u32) -> Money {
        let scaled = i128::from(self.amount) * i128::from(basis_points);
        let half = if scaled < 0 { -5_000 } else { 5_000 };
        let amount = i64::try_from((scaled + half) / 10_000).unwrap_or(i64::MAX);
        Self { amount, ..self }
    }

    /// Whether there is nothing to pay.
    pub const fn is_zero(self) -> bool {
        self.amount == 0
    }
}

impl fmt::Display for Money {
    /// Plain `12.50 EUR`; pages and documents format by locale instead.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = self.currency.decimals();
        let scale = 10_u64.pow(decimals);
        let sign = if self.amount < 0 { "-" } else { "" };
        let (whole, part) = (self.amount.unsigned_abs() / scale, self.amount.unsigned_abs() % scale);
        if decimals == 0 {
            write!(f, "{sign}{whole} {}", self.currency)
        } else {
            write!(f, "{sign}{whole}.{part:0width$} {}", self.currency, width = decimals as usize)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(amount: i64, code: &str) -> Money {
        Money::new(amount, code.parse().unwrap())
    }

    #[test]
    fn currencies_do_not_mix() {
        assert_eq!(money(1, "EUR").plus(money(2, "EUR")), Ok(money(3, "EUR")));
        assert!(money(1, "EUR").plus(money(2, "USD")).is_err());
        assert!(money(i64::MAX, "EUR").plus(money(1, "EUR")).is_err());
        assert!("euro".parse::<Currency>().is_err());
        assert!("eur".parse::<Currency>().is_err());
    }

    #[test]
    fn what_nobody_pays_with_is_no_currency() {
        for code in
            ["XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XDR", "XSU", "XUA", "XBA", "XAD", "BOV", "CLF", "USN", "UYI"]
        {
            assert_eq!(code.parse::<Currency>(), Err(MoneyError::UnknownCurrency(code.to_owned())));
            let price = format!(r#"{{"amount":1,"currency":"{code}"}}"#);
            assert!(serde_json::from_str::<Money>(&price).is_err(), "{code}");
        }
        for code in ["XAF", "XOF", "XPF", "XCD", "XCG", "EUR", "MXN", "COP", "CHF"] {
            assert!(code.parse::<Currency>().is_ok(), "{code}");
        }
    }

    #[test]
    fn shares_round_half_away_from_zero() {
        assert_eq!(money(1_005, "EUR").share(5_000), money(503, "EUR"));
        assert_eq!(money(-1_005, "EUR").share(5_000), money(-503, "EUR"));
        assert_eq!(money(1_000, "EUR").share(2_100), money(210, "EUR"));
    }

    #[test]
    fn prints_by_the_currency_s_decimals() {
        assert_eq!(money(1_250, "EUR").to_string(), "12.50 EUR");
        assert_eq!(money(-5, "EUR").to_string(), "-0.05 EUR");
        assert_eq!(money(1_250, "JPY").to_string(), "1250 JPY");
    }

    #[test]
    fn unknown_fields_are_refused() {
        assert!(serde_json::from_str::<Money>(r#"{"amount":1,"currency":"EUR","x":1}"#).is_err());
        assert!(serde_json::from_str::<Money>(r#"{"amount":1,"currency":"ZZZ"}"#).is_err());
    }
}
