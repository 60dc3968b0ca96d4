//! Random lives of held money, with deaths between any two steps: nothing is paid twice, nothing is lost.

use chrono::Duration;
use plaza_core::UserId;
use plaza_jobs::Reconciler;
use plaza_payments_api::{Charge, EscrowTerms, Refund as Asked, Release};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use uuid::Uuid;

use super::reconciler::PayOut;
use super::{account, command};
use crate::crashing::{Doomed, SIDES, Verb, World};
use crate::fakes::eur;
use crate::record::Payment;
use crate::{charge, escrow, refund};

impl World {
    fn held_for(&self, payee: UserId) -> Charge {
        let terms = EscrowTerms { payee, commission_basis_points: 1_000 };
        Charge { escrow: Some(terms), tax_basis_points: 0, ..self.order("tok_approved") }
    }

    async fn account(&self, payee: UserId, token: &str) {
        let mut tx = self.app.db.begin(&self.cx).await.unwrap();
        account::put(&mut tx, self.cx.org().unwrap(), payee, token, "bank").await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn paid_for(&self, payee: UserId) -> Payment {
        charge::command::charge(&self.app, &self.cx, self.held_for(payee)).await.unwrap()
    }

    /// Everything is released that was not given back, and a fortnight passes.
    async fn end(&self, payments: &[Payment]) {
        for payment in payments {
            let left = crate::payments::query::find(self.app.db.pool(), payment.org, payment.id)
                .await
                .unwrap()
                .unwrap()
                .left();
            if !left.is_zero() {
                let rest = Release { key: format!("{}/rest", payment.id), payment: payment.id, amount: left };
                escrow::command::release(&self.app, &self.cx, rest).await.unwrap();
            }
        }
        self.clock.advance(Duration::days(14));
        self.rest().await;
    }
}

const PAID_TWICE: &str =
    "SELECT count(*) FROM (SELECT r.id FROM releases r JOIN payouts o ON o.org_id = r.org_id AND o.id = r.payout_id
    WHERE o.status = 'completed' GROUP BY r.id HAVING count(*) > 1) twice";

#[tokio::test]
async fn a_payout_that_dies_at_the_provider_is_paid_once() {
    let world = World::new().await;
    let mut payments = Vec::new();
    for token in ["acct_ok", "acct_late", "acct_timeout_paid", "acct_closed"] {
        for when in SIDES {
            let payee = UserId::new();
            world.account(payee, token).await;
            let payment = world.paid_for(payee).await;
            let release = Release { key: payment.id.to_string(), payment: payment.id, amount: eur(1_000) };
            escrow::command::release(&world.app, &world.cx, release).await.unwrap();
            payments.push(payment);
            world.provider.kill(Verb::Payout, when, command::pay(&world.app, &world.cx, payee, eur(0).currency)).await;
        }
    }
    world.rest().await;
    assert_eq!(world.count("SELECT count(*) FROM payouts WHERE status = 'pending'").await, 0);
    assert_eq!(world.count("SELECT count(*) FROM payouts WHERE status = 'completed'").await, 6);
    assert_eq!(world.count("SELECT count(*) FROM sandbox_payouts WHERE state = 'paid'").await, 6);
    // What a closed account sent back is still theirs, and goes to the next account they name.
    assert_eq!(world.count("SELECT count(*) FROM releases WHERE payout_id IS NULL").await, 2);
    for payment in &payments {
        world.account(payment.escrow.as_ref().unwrap().payee, "acct_ok").await;
    }
    world.end(&payments).await;
    assert_eq!(world.count("SELECT COALESCE(sum(amount), 0)::bigint FROM ledger_entries WHERE account IN ('escrow', 'professional_payable')").await, 0);
    assert_eq!(
        world.count("SELECT sum(amount)::bigint FROM sandbox_payouts WHERE state = 'paid'").await,
        8 * (1_210 - 121)
    );
    assert_eq!(world.count(PAID_TWICE).await, 0);
}

/// One step of a random life; a step that died is asked again, as sagas do, half of the time.
async fn step(world: &World, random: &mut StdRng, payments: &[Payment]) {
    let payment = &payments[random.random_range(0..payments.len())];
    let (payee, left) = (payment.escrow.as_ref().unwrap().payee, random.random_range(1..60));
    let amount = eur(random.random_range(1..700));
    let key = format!("{}/{}", payment.id, random.random_range(0..6));
    let (app, cx) = (&world.app, &world.cx);
    let again = random.random_range(0..2) == 0;
    match random.random_range(0..4) {
        0 => {
            let asked = Release { key, payment: payment.id, amount };
            let died =
                Doomed { work: Box::pin(escrow::command::release(app, cx, asked.clone())), left }.await.is_none();
            if died && again {
                let _ = escrow::command::release(app, cx, asked).await;
            }
        }
        1 => {
            let asked = Asked {
                key,
                payment: payment.id,
                amount,
                reason: "test".into(),
                up_to: random.random_range(0..2) == 0,
            };
            let died = Doomed { work: Box::pin(refund::command::refund(app, cx, asked.clone())), left }.await.is_none();
            if died && again {
                let _ = refund::command::refund(app, cx, asked).await;
            }
        }
        2 => {
            let _ = Doomed { work: Box::pin(command::pay(app, cx, payee, amount.currency)), left }.await;
        }
        _ => {
            world.clock.advance(Duration::seconds(31));
            let _ = Doomed { work: Box::pin(PayOut(app.clone()).run(cx)), left: left * 3 }.await;
        }
    }
}

#[tokio::test]
async fn random_lives_of_held_money_end_with_everything_given_back_or_paid_once() {
    for seed in 0..4 {
        let world = World::new().await;
        let mut random = StdRng::seed_from_u64(seed);
        let mut payments = Vec::new();
        for token in ["acct_ok", "acct_late", "acct_timeout_paid"] {
            let payee = UserId::new();
            world.account(payee, token).await;
            payments.push(world.paid_for(payee).await);
            payments.push(world.paid_for(payee).await);
        }
        for _ in 0..60 {
            step(&world, &mut random, &payments).await;
            assert_eq!(
                world.count("SELECT COALESCE(sum(amount), 0)::bigint FROM ledger_entries").await,
                0,
                "seed {seed}"
            );
        }
        world.rest().await;
        world.end(&payments).await;
        let open = "SELECT count(*) FROM payments WHERE amount <> refunded + released";
        assert_eq!(world.count(open).await, 0, "seed {seed}");
        let left = "SELECT COALESCE(sum(amount), 0)::bigint FROM ledger_entries WHERE account IN ('escrow', 'professional_payable')";
        assert_eq!(world.count(left).await, 0, "seed {seed}: everything was paid out");
        assert_eq!(world.count(PAID_TWICE).await, 0);
        let kept = "SELECT (SELECT sum(commission) FROM releases)::bigint - (SELECT COALESCE(-sum(amount), 0) FROM ledger_entries WHERE account IN ('commission', 'tax_payable'))::bigint";
        assert_eq!(world.count(kept).await, 0, "what is left here is the commission");
    }
}

#[tokio::test]
async fn a_release_repeats_its_answer_and_never_exceeds_what_is_held() {
    let world = World::new().await;
    let payment = world.paid_for(UserId::new()).await;
    let ask = |key: &str, cents| Release { key: key.into(), payment: payment.id, amount: eur(cents) };
    let release = |asked| escrow::command::release(&world.app, &world.cx, asked);
    let first = release(ask("m1", 1_000)).await.unwrap();
    assert_eq!((first.commission, first.net()), (eur(100), eur(900)));
    assert_eq!(release(ask("m1", 1_000)).await.unwrap().id, first.id);
    for (asked, code) in [
        (ask("m1", 999), "payments.key_reused"),
        (ask("m2", 211), "payments.release_too_large"),
        (ask("m3", 0), "request.invalid"),
    ] {
        let fault = plaza_core::Fault::from(release(asked).await.unwrap_err());
        assert_eq!(fault.code, code);
    }
    let back = Asked {
        key: Uuid::now_v7().to_string(),
        payment: payment.id,
        amount: eur(211),
        reason: "test".into(),
        up_to: true,
    };
    let given = refund::command::refund(&world.app, &world.cx, back).await.unwrap();
    assert_eq!((given.amount, given.credit_note), (eur(210), None), "only what is still held goes back");
    let card = escrow::command::card(&world.app, &world.cx, payment.id).await.unwrap().unwrap();
    assert_eq!((card.released, card.refunded, card.paid_out), (eur(1_000), eur(210), eur(0)));
    world.rest().await;
}
