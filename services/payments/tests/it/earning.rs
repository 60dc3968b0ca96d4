//! What professionals see of their money: balance, statement, payouts.

use chrono::Duration;
use plaza_core::{Cx, OrgId};
use plaza_payments_api::{Charge, EscrowTerms, PaymentCard, Payments, Release};
use plaza_testkit::people;
use serde_json::json;

use crate::world::{World, eur};

async fn held(world: &World, payee: &Cx) -> PaymentCard {
    let terms = EscrowTerms { payee: payee.user().unwrap(), commission_basis_points: 1_000 };
    world.charge(&Charge { escrow: Some(terms), tax_basis_points: 0, ..world.order("tok_approved") }).await
}

async fn release(world: &World, payment: &PaymentCard, key: &str, cents: i64) {
    let asked = Release { key: key.into(), payment: payment.id, amount: eur(cents) };
    world.payments.release(&world.service(), asked).await.unwrap();
}

#[tokio::test]
async fn money_is_held_released_and_paid_out_in_sight_of_its_owner() {
    let world = World::new().await;
    let payee = people::member(world.org);
    let payment = held(&world, &payee).await;
    assert_eq!(payment.invoice_id, None, "nothing was sold by the organisation");
    assert_eq!((world.balance("escrow").await, world.balance("revenue").await), (-1_210, 0));
    release(&world, &payment, "m1", 1_000).await;

    let balance = world.stage.get(&payee, "/payments/balance").await.expect(200);
    assert_eq!(
        (&balance["items"][0]["held"]["amount"], &balance["items"][0]["available"]["amount"]),
        (&json!(210), &json!(900))
    );
    assert_eq!(world.stage.post(&payee, "/payments/payouts", json!({})).await.code(), "payments.no_payout_account");
    assert_eq!(world.stage.get(&payee, "/payments/payout-account").await.code(), "payments.no_such_payout_account");
    let bad = world.stage.put(&payee, "/payments/payout-account", json!({"token": "ES91 2100 0418"})).await;
    assert_eq!(bad.status, 400);
    let account = world
        .stage
        .put(&payee, "/payments/payout-account", json!({"token": "acct_ok", "label": "Caja"}))
        .await
        .expect(200);
    assert_eq!((&account["ending"], &account["label"]), (&json!("t_ok"), &json!("Caja")));

    let paid = world.stage.post_keyed(&payee, "p", "/payments/payouts", json!({})).await.expect(201);
    assert_eq!((&paid["status"], &paid["amount"]["amount"]), (&json!("completed"), &json!(900)));
    let again = world.stage.post_keyed(&payee, "p", "/payments/payouts", json!({})).await.expect(201);
    assert_eq!(again["id"], paid["id"]);
    assert_eq!(world.stage.post(&payee, "/payments/payouts", json!({})).await.code(), "payments.nothing_to_pay_out");

    let statement = world.stage.get(&payee, "/payments/statement").await.expect(200);
    let lines: Vec<_> = statement["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            (
                line["kind"].as_str().unwrap(),
                line["gross"]["amount"].as_i64().unwrap(),
                line["commission"]["amount"].as_i64().unwrap(),
                line["balance"]["amount"].as_i64().unwrap(),
            )
        })
        .collect();
    assert_eq!(lines, [("escrow_released", 1_000, 100, 900), ("payout", -900, 0, 0)]);
    let csv = world.stage.get(&payee, "/payments/statement.csv").await;
    assert_eq!(csv.status, 200);
    let invoice = statement["items"][0]["invoiceId"].as_str().unwrap();
    let seen = world.stage.get(&payee, &format!("/payments/invoices/{invoice}")).await.expect(200);
    assert_eq!(seen["total"]["amount"].as_i64().or(seen["gross"]["amount"].as_i64()), Some(100), "{seen}");
    assert_eq!(world.balance("tax_payable").await, -17, "of a commission of 1.00 with 21 % inside");
    world.audit().await;
}

#[tokio::test]
async fn payouts_come_by_themselves_and_stop_at_an_account_that_failed() {
    let world = World::new().await;
    let (payee, other) = (people::member(world.org), people::member(world.org));
    for (one, token) in [(&payee, "acct_closed"), (&other, "acct_late")] {
        let payment = held(&world, one).await;
        release(&world, &payment, &payment.id.to_string(), 1_210).await;
        world.stage.put(one, "/payments/payout-account", json!({"token": token})).await.expect(200);
    }
    world.stage.settle().await;
    assert_eq!(world.count("SELECT count(*) FROM payouts").await, 0, "not before the week is over");
    world.stage.advance(Duration::days(8));
    world.stage.settle().await;
    world.stage.advance(Duration::minutes(5));
    world.stage.settle().await;
    let mine = world.stage.get(&payee, "/payments/payouts").await.expect(200);
    assert_eq!(
        (&mine["items"][0]["status"], &mine["items"][0]["failure"]),
        (&json!("failed"), &json!("payments.account_closed"))
    );
    assert_eq!(mine["items"].as_array().unwrap().len(), 1, "not again to the same account");
    let theirs = world.stage.get(&other, "/payments/payouts").await.expect(200);
    assert_eq!(theirs["items"][0]["status"], "completed");
    world.stage.put(&payee, "/payments/payout-account", json!({"token": "acct_ok"})).await.expect(200);
    world.stage.settle().await;
    world.stage.advance(Duration::minutes(5));
    world.stage.settle().await;
    let balance = world.stage.get(&payee, "/payments/balance").await.expect(200);
    assert_eq!(balance["items"][0]["paidOut"]["amount"], 1_089);
    world.audit().await;
}

#[tokio::test]
async fn held_money_is_nobody_elses_business() {
    let world = World::new().await;
    let payee = people::member(world.org);
    let payment = held(&world, &payee).await;
    release(&world, &payment, "all", 1_210).await;
    let stranger = people::member(world.org);
    let user = payee.user().unwrap();
    let asked = world.stage.post(&stranger, "/payments/payouts", json!({"userId": user})).await;
    assert_eq!((asked.status, asked.code()), (403, "payments.not_yours"));
    assert_eq!(world.stage.get(&stranger, &format!("/payments/payouts?userId={user}")).await.status, 403);
    assert_eq!(world.stage.get(&stranger, &format!("/payments/history/{user}")).await.status, 404);
    let payer = world.member.user().unwrap();
    let history = world.stage.get(&world.member, &format!("/payments/history/{payer}")).await.expect(200);
    assert_eq!(history["items"].as_array().unwrap().len(), 1);
    assert_eq!(world.stage.get(&stranger, "/payments/balance").await.expect(200)["items"], json!([]));
    let foreign = people::manager(OrgId::new());
    assert_eq!(world.stage.get(&foreign, "/payments/payouts").await.expect(200)["items"], json!([]));
    assert_eq!(
        world.stage.post(&foreign, "/payments/payouts", json!({"userId": user})).await.code(),
        "payments.nothing_to_pay_out"
    );
    let held_back = world.stage.post(&world.manager, &format!("/payments/{}/refunds", payment.id), json!({})).await;
    assert_eq!((held_back.status, held_back.code()), (409, "payments.released"));
    let other = held(&world, &payee).await;
    let held_back = world.stage.post(&world.manager, &format!("/payments/{}/refunds", other.id), json!({})).await;
    assert_eq!((held_back.status, held_back.code()), (409, "payments.held_in_escrow"));
    world.audit().await;
}

#[tokio::test]
async fn nobody_pays_themselves() {
    let world = World::new().await;
    let terms = EscrowTerms { payee: world.member.user().unwrap(), commission_basis_points: 1_000 };
    let charge = Charge { escrow: Some(terms), tax_basis_points: 0, ..world.order("tok_approved") };
    let refused = world.payments.charge(&world.service(), charge).await.unwrap_err();
    assert_eq!(refused.code, "payments.pays_oneself");
    assert_eq!(world.count("SELECT count(*) FROM payments").await, 0);
}

#[tokio::test]
async fn what_is_all_commission_ends_without_a_payout_of_nothing_at_the_provider() {
    let world = World::new().await;
    let payee = people::member(world.org);
    let terms = EscrowTerms { payee: payee.user().unwrap(), commission_basis_points: 10_000 };
    let order = Charge { escrow: Some(terms), tax_basis_points: 0, ..world.order("tok_approved") };
    let payment = world.charge(&order).await;
    // Nobody named an account: for nothing none is needed.
    release(&world, &payment, "m1", 1_000).await;
    release(&world, &payment, "m1", 1_000).await;
    release(&world, &payment, "m2", 210).await;
    let told: Vec<serde_json::Value> = sqlx::query_scalar(
        "SELECT event_data FROM kernel.domain_events WHERE event_type = 'payments.payout.completed.v1' ORDER BY seq",
    )
    .fetch_all(world.stage.pool())
    .await
    .unwrap();
    let parts: Vec<_> = told
        .iter()
        .map(|one| (&one["parts"][0]["reference"], one["parts"][0]["released"]["amount"].as_i64().unwrap()))
        .collect();
    let reference = json!(order.reference);
    assert_eq!(parts, [(&reference, 1_000), (&reference, 210)], "what an order waits for to end");
    assert!(told.iter().all(|one| one["amount"]["amount"] == 0 && one["parts"][0]["amount"]["amount"] == 0));
    assert_eq!(world.count("SELECT count(*) FROM releases WHERE payout_id IS NULL").await, 0);

    // Nor does it keep anybody's turn: what is theirs of another order comes as ever.
    world.stage.put(&payee, "/payments/payout-account", json!({"token": "acct_ok"})).await.expect(200);
    assert_eq!(world.stage.post(&payee, "/payments/payouts", json!({})).await.code(), "payments.nothing_to_pay_out");
    let payment = held(&world, &payee).await;
    release(&world, &payment, "other", 1_210).await;
    let paid = world.stage.post(&payee, "/payments/payouts", json!({})).await.expect(201);
    assert_eq!(paid["amount"]["amount"], 1_089);
    assert_eq!(world.count("SELECT count(*) FROM sandbox_payouts").await, 1);
    assert_eq!(world.balance("professional_payable").await, 0);
    world.audit().await;
}
