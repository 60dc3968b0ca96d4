//! Random histories of sales and refunds keep every promise of the ledger.

use plaza_core::{Currency, Money};
use proptest::prelude::*;

use super::credit::{self, Credited};
use super::invoice::{self, Item, TaxMode};
use super::ledger::{self, Account, Entry, Transaction};
use super::payment;

#[derive(Debug, Clone)]
struct Sale {
    currency: Currency,
    items: Vec<Item>,
    mode: TaxMode,
    /// Tenths of what is left that are asked back, one after the other; above ten is too much.
    refunds: Vec<u8>,
}

fn sale() -> impl Strategy<Value = Sale> {
    let currency = prop_oneof![Just("EUR"), Just("USD"), Just("JPY"), Just("KWD")];
    let rate = prop_oneof![Just(0_u32), Just(400), Just(1_000), Just(2_100), Just(2_750)];
    let item = (1_i64..500_000, 1_i64..6, rate).prop_map(|(unit_price, quantity, tax_rate)| Item {
        description: "x".into(),
        quantity_milli: quantity * 1_000,
        unit_price,
        amount: unit_price * quantity,
        tax_rate,
    });
    let mode = prop_oneof![Just(TaxMode::Inclusive), Just(TaxMode::Exclusive)];
    (currency, prop::collection::vec(item, 1..5), mode, prop::collection::vec(0_u8..13, 0..6))
        .prop_map(|(code, items, mode, refunds)| Sale { currency: code.parse().unwrap(), items, mode, refunds })
}

/// Posts the sale and its refunds; answers (charged, refunded).
fn play(sale: &Sale, book: &mut Vec<Entry>) -> (Money, Money) {
    let lines = invoice::lines(&sale.items, sale.mode).unwrap();
    let totals = invoice::totals(&lines, sale.currency).unwrap();
    let charged = totals.gross;
    book.extend_from_slice(Transaction::charge_captured(charged, totals.tax).unwrap().entries());
    let mut groups: Vec<Credited> = totals
        .groups
        .iter()
        .map(|g| Credited { rate: g.rate, gross: g.net + g.tax, tax: g.tax, gross_credited: 0, tax_credited: 0 })
        .collect();
    let mut refunded = Money::zero(sale.currency);
    for tenths in &sale.refunds {
        let left = charged.amount - refunded.amount;
        let asked = Money::new(left * i64::from(*tenths) / 10, sale.currency);
        let Ok(total) = payment::refundable(charged, refunded, asked) else {
            continue;
        };
        let notes = credit::lines(&groups, asked.amount, "refund").unwrap();
        let tax: i64 = -notes.iter().map(|line| line.tax).sum::<i64>();
        assert_eq!(-notes.iter().map(|line| line.gross()).sum::<i64>(), asked.amount);
        for line in &notes {
            let group = groups.iter_mut().find(|g| g.rate == line.tax_rate).unwrap();
            group.gross_credited -= line.gross();
            group.tax_credited -= line.tax;
            assert!(line.tax <= 0 && line.net <= 0);
        }
        book.extend_from_slice(Transaction::refunded(asked, Money::new(tax, sale.currency)).unwrap().entries());
        refunded = total;
    }
    if refunded == charged {
        assert!(groups.iter().all(|g| g.tax_credited == g.tax && g.gross_credited == g.gross));
    }
    (charged, refunded)
}

fn balance(book: &[Entry], account: Account, currency: Currency) -> i128 {
    let of_account = book.iter().filter(|entry| entry.account == account);
    ledger::totals(of_account).get(&currency).copied().unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn every_history_sums_to_zero_and_gives_back_no_more_than_was_charged(sales in prop::collection::vec(sale(), 1..8)) {
        let mut book = Vec::new();
        let mut clearing: std::collections::BTreeMap<Currency, i128> = Default::default();
        for sale in &sales {
            let (charged, refunded) = play(sale, &mut book);
            prop_assert!(refunded.amount <= charged.amount && refunded.amount >= 0);
            *clearing.entry(sale.currency).or_default() += i128::from(charged.amount - refunded.amount);
        }
        prop_assert!(ledger::totals(&book).values().all(|sum| *sum == 0));
        for (currency, expected) in clearing {
            prop_assert_eq!(balance(&book, Account::ProviderClearing, currency), expected);
        }
    }
}
