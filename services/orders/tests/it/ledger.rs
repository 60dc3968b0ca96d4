//! Payments, played with a real double-entry ledger in memory: what is charged is held, and leaves
//! the escrow once, to the professional or back. It can be away, and it can lose answers.

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use async_trait::async_trait;
use plaza_core::{Cx, Fault, Instant, Kind, Money, Result, UserId};
use plaza_payments_api::events::{PaymentFacts, PayoutCompleted, PayoutFacts, PayoutPart};
use plaza_payments_api::{
    CancelCharge, Charge, EscrowCard, NextAction, PaymentCard, PaymentId, PaymentStatus, Payments, Refund, RefundCard,
    Release, ReleaseCard,
};
use uuid::Uuid;

/// Where money is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    Provider,
    Escrow(Uuid),
    Payable(UserId),
    Commission,
}

#[derive(Debug, Clone)]
struct Held {
    card: PaymentCard,
    payee: UserId,
    commission: u32,
    released: i64,
    net_released: i64,
    refunded: i64,
    sent_released: i64,
    sent_net: i64,
}

#[derive(Default)]
struct Books {
    charges: HashMap<String, Held>,
    called_off: Vec<String>,
    releases: HashMap<String, Release>,
    refunds: HashMap<String, Refund>,
    accounts: BTreeMap<Account, i64>,
    broken: Vec<String>,
}

/// Payments with its books.
#[derive(Default)]
pub struct FakePayments {
    books: Mutex<Books>,
    pub down: AtomicBool,
    /// Every so many answers is lost after the deed was done; none with 0.
    pub loses_every: AtomicU32,
    answers: AtomicU32,
    pub charged: AtomicU32,
}

impl Books {
    /// One balanced entry.
    fn post(&mut self, lines: &[(Account, i64)]) {
        if lines.iter().map(|(_, amount)| amount).sum::<i64>() != 0 {
            self.broken.push(format!("unbalanced: {lines:?}"));
        }
        for (account, amount) in lines {
            *self.accounts.entry(*account).or_default() += amount;
        }
    }

    fn by_payment(&mut self, id: PaymentId) -> Option<&mut Held> {
        self.charges.values_mut().find(|held| held.card.id == id)
    }

    fn complete(&mut self, key: &str) {
        let Some(held) = self.charges.get_mut(key).filter(|held| held.card.status.is_open()) else { return };
        held.card.status = PaymentStatus::Completed;
        held.card.next_action = None;
        let (id, amount) = (held.card.id.uuid(), held.card.amount.amount);
        self.post(&[(Account::Provider, amount), (Account::Escrow(id), -amount)]);
    }

    fn give_back(&mut self, id: PaymentId, amount: i64) {
        if let Some(held) = self.by_payment(id) {
            held.refunded += amount;
            held.card.refunded.amount += amount;
        }
        self.post(&[(Account::Escrow(id.uuid()), amount), (Account::Provider, -amount)]);
    }
}

impl Held {
    fn left(&self) -> i64 {
        self.card.amount.amount - self.released - self.refunded
    }
}

impl FakePayments {
    fn up(&self) -> Result<()> {
        let down = self.down.load(Ordering::SeqCst);
        if down { Err(Fault::unavailable("tests.down", "Payments are down.")) } else { Ok(()) }
    }

    /// The answer, unless this one is lost on its way.
    fn answer<T>(&self, answer: T) -> Result<T> {
        let every = self.loses_every.load(Ordering::SeqCst);
        let count = self.answers.fetch_add(1, Ordering::SeqCst) + 1;
        if every > 0 && count.is_multiple_of(every) {
            return Err(Fault::new(Kind::Timeout, "tests.lost", "The answer was lost."));
        }
        Ok(answer)
    }

    /// Settles a waiting charge, as the provider's webhook would; answers the event's facts.
    pub fn decide(&self, order: Uuid, completed: bool, at: Instant) -> Option<PaymentFacts> {
        let mut books = self.books.lock().unwrap();
        let key = format!("order:{order}");
        if completed {
            books.complete(&key);
        } else if let Some(held) = books.charges.get_mut(&key).filter(|held| held.card.status.is_open()) {
            held.card.status = PaymentStatus::Failed;
            held.card.failure = Some("payments.card_declined".to_owned());
        }
        let Held { card, payee, .. } = books.charges.get(&key)?;
        Some(PaymentFacts {
            payment_id: card.id,
            booking_id: card.reference,
            user_id: card.payer,
            held_for: Some(*payee),
            amount: card.amount,
            status: card.status,
            timestamp: at,
        })
    }

    /// Sends somebody what is theirs; answers the event. None when there is nothing.
    pub fn pay_out(&self, payee: UserId, at: Instant) -> Option<PayoutCompleted> {
        let mut books = self.books.lock().unwrap();
        let mut parts = Vec::new();
        let mut sent = 0;
        for held in books.charges.values_mut().filter(|held| held.payee == payee) {
            let (released, amount) = (held.released - held.sent_released, held.net_released - held.sent_net);
            if released > 0 {
                (held.sent_released, held.sent_net) = (held.released, held.net_released);
                sent += amount;
                let currency = held.card.amount.currency;
                parts.push(PayoutPart {
                    reference: held.card.reference,
                    released: Money::new(released, currency),
                    amount: Money::new(amount, currency),
                });
            }
        }
        let amount = Money::new(sent, parts.first()?.amount.currency);
        books.post(&[(Account::Payable(payee), sent), (Account::Provider, -sent)]);
        Some(PayoutCompleted(PayoutFacts { payout_id: Uuid::now_v7(), payee, amount, parts, timestamp: at }))
    }

    /// Released, given back and sent on of an order, and what was paid for it.
    pub fn of_order(&self, order: Uuid) -> (i64, i64, i64, i64) {
        let books = self.books.lock().unwrap();
        let Some(held) = books.charges.get(&format!("order:{order}")) else { return (0, 0, 0, 0) };
        let paid = matches!(held.card.status, PaymentStatus::Completed);
        (held.released, held.refunded, held.sent_released, if paid { held.card.amount.amount } else { 0 })
    }

    /// The balance of an account.
    pub fn balance(&self, account: Account) -> i64 {
        self.books.lock().unwrap().accounts.get(&account).copied().unwrap_or_default()
    }

    /// The commission that a charge was asked with.
    pub fn commission(&self, order: Uuid) -> u32 {
        self.books.lock().unwrap().charges[&format!("order:{order}")].commission
    }

    /// How many charges there are.
    pub fn count(&self) -> usize {
        self.books.lock().unwrap().charges.len()
    }

    /// All accounts together are nothing, no escrow is overdrawn, and nobody asked for what they may not.
    #[track_caller]
    pub fn sound(&self) {
        let books = self.books.lock().unwrap();
        assert!(books.broken.is_empty(), "{:#?}", books.broken);
        assert_eq!(books.accounts.values().sum::<i64>(), 0, "{:?}", books.accounts);
        for (account, balance) in &books.accounts {
            // Credits are negative: what is owed to somebody is never below nothing.
            assert!(matches!(account, Account::Provider) || *balance <= 0, "{account:?} {balance}");
        }
        for held in books.charges.values() {
            let escrow = books.accounts.get(&Account::Escrow(held.card.id.uuid())).copied().unwrap_or_default();
            let paid = held.card.status == PaymentStatus::Completed;
            assert_eq!(-escrow, if paid { held.left() } else { 0 }, "{held:?}");
        }
    }
}

#[async_trait]
impl Payments for FakePayments {
    async fn charge(&self, cx: &Cx, asked: Charge) -> Result<PaymentCard> {
        self.up()?;
        let card = {
            let mut books = self.books.lock().unwrap();
            if !books.charges.contains_key(&asked.key) {
                self.charged.fetch_add(1, Ordering::SeqCst);
                let held = first_answer(cx, &asked);
                let completes = held.card.status == PaymentStatus::Created;
                books.charges.insert(asked.key.clone(), held);
                if books.called_off.contains(&asked.key) {
                    books.charges.get_mut(&asked.key).unwrap().card.status = PaymentStatus::Cancelled;
                } else if completes {
                    books.complete(&asked.key);
                }
            }
            books.charges[&asked.key].card.clone()
        };
        self.answer(card)
    }

    async fn refund(&self, _: &Cx, asked: Refund) -> Result<RefundCard> {
        self.up()?;
        let card = RefundCard { id: Uuid::now_v7(), payment: asked.payment, amount: asked.amount };
        {
            let mut books = self.books.lock().unwrap();
            if let Some(known) = books.refunds.get(&asked.key).cloned() {
                if known.amount != asked.amount {
                    books.broken.push(format!("another refund under a known key: {}", asked.key));
                }
                return Ok(card);
            }
            let left = books.by_payment(asked.payment).map_or(0, |held| held.left());
            if asked.amount.amount > left {
                books.broken.push(format!("{} wants {} back of {left}", asked.key, asked.amount));
                return Err(Fault::refused("payments.refund_too_large", "Less is held."));
            }
            books.give_back(asked.payment, asked.amount.amount);
            books.refunds.insert(asked.key.clone(), asked);
        }
        self.answer(card)
    }

    async fn cancel(&self, _: &Cx, asked: CancelCharge) -> Result<()> {
        self.up()?;
        {
            let mut books = self.books.lock().unwrap();
            let known = books.charges.get(&asked.key).cloned();
            match known {
                Some(held) if held.card.status == PaymentStatus::Completed => {
                    books.give_back(held.card.id, held.left())
                }
                Some(held) if held.card.status.is_open() => {
                    books.charges.get_mut(&asked.key).unwrap().card.status = PaymentStatus::Cancelled;
                }
                _ => {}
            }
            books.called_off.push(asked.key);
        }
        self.answer(())
    }

    async fn release(&self, _: &Cx, asked: Release) -> Result<ReleaseCard> {
        self.up()?;
        let card = {
            let mut books = self.books.lock().unwrap();
            let commission = {
                let terms = books.by_payment(asked.payment).map_or(0, |held| held.commission);
                asked.amount.share(terms)
            };
            let card = ReleaseCard { id: Uuid::now_v7(), payment: asked.payment, amount: asked.amount, commission };
            if let Some(known) = books.releases.get(&asked.key).cloned() {
                if known.amount != asked.amount {
                    books.broken.push(format!("another release under a known key: {}", asked.key));
                }
                return Ok(card);
            }
            let Some(held) = books.by_payment(asked.payment) else {
                return Err(Fault::not_found("payments.not_found", "There is no such payment."));
            };
            if asked.amount.amount > held.left() {
                let left = held.left();
                books.broken.push(format!("{} releases {} of {left}", asked.key, asked.amount));
                return Err(Fault::refused("payments.release_too_large", "Less is held."));
            }
            let (gross, net) = (asked.amount.amount, asked.amount.amount - commission.amount);
            held.released += gross;
            held.net_released += net;
            let (escrow, payable) = (Account::Escrow(held.card.id.uuid()), Account::Payable(held.payee));
            books.post(&[(escrow, gross), (payable, -net), (Account::Commission, -commission.amount)]);
            books.releases.insert(asked.key.clone(), asked);
            card
        };
        self.answer(card)
    }

    async fn escrow(&self, _: &Cx, id: PaymentId) -> Result<Option<EscrowCard>> {
        self.up()?;
        let mut books = self.books.lock().unwrap();
        let card = books.by_payment(id).map(|held| {
            let money = |amount| Money::new(amount, held.card.amount.currency);
            EscrowCard {
                payment: id,
                reference: held.card.reference,
                payee: held.payee,
                amount: held.card.amount,
                released: money(held.released),
                refunded: money(held.refunded),
                paid_out: money(held.sent_net),
            }
        });
        Ok(card)
    }

    async fn payment(&self, _: &Cx, id: PaymentId) -> Result<Option<PaymentCard>> {
        Ok(self.books.lock().unwrap().by_payment(id).map(|held| held.card.clone()))
    }
}

fn first_answer(cx: &Cx, asked: &Charge) -> Held {
    let (status, failure) = match asked.method.token.as_str() {
        "tok_declined" => (PaymentStatus::Failed, Some("payments.card_declined".to_owned())),
        "tok_second_factor" => (PaymentStatus::ActionRequired, None),
        "tok_late" => (PaymentStatus::Pending, None),
        _ => (PaymentStatus::Created, None),
    };
    let factor =
        NextAction { kind: "second_factor".to_owned(), url: "/api/v1/payments/sandbox/challenges/1".to_owned() };
    let terms = asked.escrow.clone().expect("orders are paid into escrow");
    let lines: i64 = asked.lines.iter().map(|line| line.amount.amount).sum();
    assert_eq!(lines, asked.amount.amount, "the lines are the amount");
    let card = PaymentCard {
        id: PaymentId::new(),
        org_id: cx.org.unwrap(),
        reference: asked.reference,
        payer: asked.payer,
        amount: asked.amount,
        refunded: Money::new(0, asked.amount.currency),
        status,
        failure,
        next_action: (status == PaymentStatus::ActionRequired).then_some(factor),
        invoice_id: None,
    };
    let (payee, commission) = (terms.payee, terms.commission_basis_points);
    Held { card, payee, commission, released: 0, net_released: 0, refunded: 0, sent_released: 0, sent_net: 0 }
}
