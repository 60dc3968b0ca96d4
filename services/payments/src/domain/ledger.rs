//! Double entry: every movement is a transaction whose entries sum to zero in
//! each currency, or it cannot be constructed.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use plaza_core::{Currency, Money, UserId};

/// A purse of one organisation and currency. Debits are positive, credits negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// Asset: what the payment provider has collected and not yet paid out to us.
    ProviderClearing,
    /// Income: what was sold, without tax.
    Revenue,
    /// Liability: tax collected for the state.
    TaxPayable,
    /// Liability: money of customers for which nothing was sold (yet).
    CustomerDeposits,
    /// Contra-income: what was given back, without tax.
    Refunds,
    /// Expense: what the provider keeps for its service.
    ProviderFees,
    /// Liability: money held until work is done.
    Escrow,
    /// Liability: what is a professional's and not yet paid out; every entry names them.
    ProfessionalPayable,
    /// Income: what the platform keeps of released money, without tax.
    Commission,
}

impl Account {
    /// Every account, in the order of a chart of accounts.
    pub const ALL: [Account; 9] = [
        Self::ProviderClearing,
        Self::Revenue,
        Self::TaxPayable,
        Self::CustomerDeposits,
        Self::Refunds,
        Self::ProviderFees,
        Self::Escrow,
        Self::ProfessionalPayable,
        Self::Commission,
    ];

    /// The account's name in tables and on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ProviderClearing => "provider_clearing",
            Self::Revenue => "revenue",
            Self::TaxPayable => "tax_payable",
            Self::CustomerDeposits => "customer_deposits",
            Self::Refunds => "refunds",
            Self::ProviderFees => "provider_fees",
            Self::Escrow => "escrow",
            Self::ProfessionalPayable => "professional_payable",
            Self::Commission => "commission",
        }
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Account {
    type Err = LedgerError;
    fn from_str(text: &str) -> Result<Self, LedgerError> {
        let known = Self::ALL.into_iter().find(|account| account.name() == text);
        known.ok_or_else(|| LedgerError::UnknownAccount(text.to_owned()))
    }
}

/// What a transaction records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A sale was paid.
    Charge,
    /// A sale was given back, wholly or in part.
    Refund,
    /// Money came in for a payment we had already given up.
    Deposit,
    /// Such money went back.
    DepositReturned,
    /// The provider kept its fee.
    Fee,
    /// Work was paid and is held.
    EscrowHeld,
    /// Held money became the payee's.
    EscrowReleased,
    /// Held money was given back.
    EscrowRefunded,
    /// A payee was paid.
    Payout,
}

impl Kind {
    /// The kind's name in tables and on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Charge => "charge",
            Self::Refund => "refund",
            Self::Deposit => "deposit",
            Self::DepositReturned => "deposit_returned",
            Self::Fee => "fee",
            Self::EscrowHeld => "escrow_held",
            Self::EscrowReleased => "escrow_released",
            Self::EscrowRefunded => "escrow_refunded",
            Self::Payout => "payout",
        }
    }
}

/// Why entries make no transaction.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// The entries of a currency do not sum to zero.
    #[error("the entries in {0} sum to {1} instead of zero")]
    Unbalanced(Currency, i128),
    /// Nothing moves.
    #[error("a transaction needs entries that move something")]
    Empty,
    /// A part that is larger than the whole, or negative.
    #[error("an amount of {0} cannot be posted here")]
    Amount(Money),
    /// No such account.
    #[error("'{0}' is no account")]
    UnknownAccount(String),
}

/// One line of a transaction: a debit (positive) or credit (negative) of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Which purse.
    pub account: Account,
    /// Signed minor units.
    pub amount: Money,
}

/// A balanced set of entries; there is no other way to have one than [`Transaction::new`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    kind: Kind,
    entries: Vec<Entry>,
    party: Option<UserId>,
}

impl Transaction {
    /// A transaction of entries that sum to zero in each currency; entries of zero are left out.
    pub fn new(kind: Kind, entries: impl IntoIterator<Item = (Account, Money)>) -> Result<Self, LedgerError> {
        let moving = entries.into_iter().filter(|(_, amount)| !amount.is_zero());
        let entries: Vec<Entry> = moving.map(|(account, amount)| Entry { account, amount }).collect();
        let unbalanced = totals(&entries).into_iter().find(|(_, sum)| *sum != 0);
        match unbalanced {
            Some((currency, sum)) => Err(LedgerError::Unbalanced(currency, sum)),
            None if entries.is_empty() => Err(LedgerError::Empty),
            None => Ok(Self { kind, entries, party: None }),
        }
    }

    /// A sale of `gross` was paid, `tax` of it is the state's.
    pub fn charge_captured(gross: Money, tax: Money) -> Result<Self, LedgerError> {
        let net = part(gross, tax)?;
        Self::new(
            Kind::Charge,
            [(Account::ProviderClearing, gross), (Account::Revenue, negated(net)), (Account::TaxPayable, negated(tax))],
        )
    }

    /// `gross` of a sale was given back, `tax` of it is no longer due to the state.
    pub fn refunded(gross: Money, tax: Money) -> Result<Self, LedgerError> {
        let net = part(gross, tax)?;
        Self::new(
            Kind::Refund,
            [(Account::Refunds, net), (Account::TaxPayable, tax), (Account::ProviderClearing, negated(gross))],
        )
    }

    /// Money came in for a payment that had been given up: it is the customer's.
    pub fn deposit_taken(gross: Money) -> Result<Self, LedgerError> {
        part(gross, Money::zero(gross.currency))?;
        Self::new(Kind::Deposit, [(Account::ProviderClearing, gross), (Account::CustomerDeposits, negated(gross))])
    }

    /// Such money went back to the customer.
    pub fn deposit_returned(gross: Money) -> Result<Self, LedgerError> {
        part(gross, Money::zero(gross.currency))?;
        Self::new(
            Kind::DepositReturned,
            [(Account::CustomerDeposits, gross), (Account::ProviderClearing, negated(gross))],
        )
    }

    /// The provider kept `fee` of what it collected.
    pub fn fee_kept(fee: Money) -> Result<Self, LedgerError> {
        part(fee, Money::zero(fee.currency))?;
        Self::new(Kind::Fee, [(Account::ProviderFees, fee), (Account::ProviderClearing, negated(fee))])
    }

    /// Work was paid: `gross` is held until it is done.
    pub fn escrow_held(gross: Money) -> Result<Self, LedgerError> {
        part(gross, Money::zero(gross.currency))?;
        Self::new(Kind::EscrowHeld, [(Account::ProviderClearing, gross), (Account::Escrow, negated(gross))])
    }

    /// `gross` of what was held is released: `commission` stays here, `tax` of it is the state's, the rest is `payee`'s.
    pub fn escrow_released(gross: Money, commission: Money, tax: Money, payee: UserId) -> Result<Self, LedgerError> {
        let theirs = part(gross, commission)?;
        let income = part(commission, tax)?;
        let entries = [
            (Account::Escrow, gross),
            (Account::ProfessionalPayable, negated(theirs)),
            (Account::Commission, negated(income)),
            (Account::TaxPayable, negated(tax)),
        ];
        Ok(Self { party: Some(payee), ..Self::new(Kind::EscrowReleased, entries)? })
    }

    /// `gross` of what was held was given back.
    pub fn escrow_refunded(gross: Money) -> Result<Self, LedgerError> {
        part(gross, Money::zero(gross.currency))?;
        Self::new(Kind::EscrowRefunded, [(Account::Escrow, gross), (Account::ProviderClearing, negated(gross))])
    }

    /// `payee` was paid what was theirs.
    pub fn paid_out(amount: Money, payee: UserId) -> Result<Self, LedgerError> {
        part(amount, Money::zero(amount.currency))?;
        let entries = [(Account::ProfessionalPayable, amount), (Account::ProviderClearing, negated(amount))];
        Ok(Self { party: Some(payee), ..Self::new(Kind::Payout, entries)? })
    }

    /// Whose part of an account an entry is, where accounts have parts.
    pub fn party_of(&self, entry: &Entry) -> Option<UserId> {
        self.party.filter(|_| entry.account == Account::ProfessionalPayable)
    }

    /// What the transaction records.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The entries, in the order given; none is zero.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

/// The sum of entries per currency; zero in each for any number of whole transactions.
pub fn totals<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> BTreeMap<Currency, i128> {
    let mut sums = BTreeMap::new();
    for entry in entries {
        *sums.entry(entry.amount.currency).or_insert(0) += i128::from(entry.amount.amount);
    }
    sums
}

/// `whole - share`, refused unless `0 <= share <= whole` and both are of one currency.
fn part(whole: Money, share: Money) -> Result<Money, LedgerError> {
    let rest = whole.minus(share).map_err(|_| LedgerError::Amount(share))?;
    let sane = whole.amount >= 0 && share.amount >= 0 && rest.amount >= 0;
    if sane { Ok(rest) } else { Err(LedgerError::Amount(whole)) }
}

fn negated(money: Money) -> Money {
    Money { amount: -money.amount, ..money }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eur(amount: i64) -> Money {
        Money::new(amount, "EUR".parse().unwrap())
    }

    #[test]
    fn an_unbalanced_transaction_cannot_be_made() {
        let wrong =
            Transaction::new(Kind::Charge, [(Account::ProviderClearing, eur(100)), (Account::Revenue, eur(-99))]);
        assert_eq!(wrong, Err(LedgerError::Unbalanced("EUR".parse().unwrap(), 1)));
        let usd = Money::new(-100, "USD".parse().unwrap());
        assert!(
            Transaction::new(Kind::Charge, [(Account::ProviderClearing, eur(100)), (Account::Revenue, usd)]).is_err()
        );
        assert_eq!(Transaction::new(Kind::Charge, []), Err(LedgerError::Empty));
        assert_eq!(Transaction::charge_captured(eur(0), eur(0)), Err(LedgerError::Empty));
    }

    #[test]
    fn a_share_larger_than_the_whole_is_refused() {
        assert!(Transaction::charge_captured(eur(100), eur(101)).is_err());
        assert!(Transaction::refunded(eur(-1), eur(0)).is_err());
        assert!(Transaction::fee_kept(eur(-5)).is_err());
    }

    #[test]
    fn a_charge_splits_revenue_and_tax() {
        let posted = Transaction::charge_captured(eur(1_210), eur(210)).unwrap();
        let amounts: Vec<_> = posted.entries().iter().map(|e| (e.account.name(), e.amount.amount)).collect();
        assert_eq!(amounts, [("provider_clearing", 1_210), ("revenue", -1_000), ("tax_payable", -210)]);
    }

    #[test]
    fn a_release_splits_commission_and_its_tax_and_names_whose_the_rest_is() {
        let payee = UserId::new();
        let posted = Transaction::escrow_released(eur(10_000), eur(1_000), eur(174), payee).unwrap();
        let seen: Vec<_> =
            posted.entries().iter().map(|e| (e.account.name(), e.amount.amount, posted.party_of(e))).collect();
        assert_eq!(
            seen,
            [
                ("escrow", 10_000, None),
                ("professional_payable", -9_000, Some(payee)),
                ("commission", -826, None),
                ("tax_payable", -174, None)
            ]
        );
        assert!(Transaction::escrow_released(eur(100), eur(101), eur(0), payee).is_err());
        assert!(Transaction::escrow_released(eur(100), eur(10), eur(11), payee).is_err());
        assert!(Transaction::paid_out(eur(0), payee).is_err());
    }

    #[test]
    fn accounts_have_names_both_ways() {
        for account in Account::ALL {
            assert_eq!(account.name().parse::<Account>().unwrap(), account);
        }
        assert!("cash".parse::<Account>().is_err());
    }
}
