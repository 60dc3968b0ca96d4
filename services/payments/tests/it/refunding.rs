//! Refunds: never more than was charged, whatever races.

use futures::future::join_all;
use plaza_payments_api::{PaymentStatus, Payments, Refund};
use serde_json::json;

use crate::world::{World, eur};

#[tokio::test]
async fn twenty_refunds_at_once_never_exceed_the_charge() {
    let world = World::new().await;
    let payment = world.paid().await;
    let ask = |at: i64| {
        let request = Refund {
            key: format!("r{at}"),
            payment: payment.id,
            amount: eur(100 + at),
            reason: "test".into(),
            up_to: false,
        };
        let (payments, cx) = (world.payments.clone(), world.service());
        async move { payments.refund(&cx, request).await }
    };
    let all = join_all((0..20).map(ask)).await;
    let given: i64 = all.iter().flatten().map(|refund| refund.amount.amount).sum();
    let refused: Vec<_> = all.iter().filter_map(|one| one.as_ref().err()).map(|fault| fault.code.as_str()).collect();
    assert!(given <= 1_210 && given > 1_210 - 120, "{given}");
    assert!(!refused.is_empty() && refused.iter().all(|code| *code == "payments.refund_too_large"), "{refused:?}");
    assert_eq!(world.card(&payment).await.refunded, eur(given));
    assert_eq!(world.count("SELECT refunded FROM sandbox_charges").await, given);
    world.audit().await;
}

#[tokio::test]
async fn partial_refunds_end_with_the_whole_tax_given_back() {
    let world = World::new().await;
    let payment = world.paid().await;
    let path = format!("/payments/{}/refunds", payment.id);
    for cents in [333, 333, 333] {
        let answer = world
            .stage
            .post(&world.manager, &path, json!({"amount": eur(cents), "reason": "goodwill"}))
            .await
            .expect(201);
        assert_eq!(answer["status"], "completed");
    }
    assert_eq!(world.card(&payment).await.status, PaymentStatus::PartiallyRefunded);
    let last = world.stage.post(&world.manager, &path, json!({})).await.expect(201);
    assert_eq!(last["amount"]["amount"], 211);
    assert_eq!(world.card(&payment).await.status, PaymentStatus::Refunded);
    assert_eq!((world.balance("tax_payable").await, world.balance("provider_clearing").await), (0, 0));
    assert_eq!((world.balance("revenue").await, world.balance("refunds").await), (-1_000, 1_000));
    assert_eq!(world.stage.post(&world.manager, &path, json!({})).await.code(), "payments.refund_too_large");
    let detail = world.stage.get(&world.member, &format!("/payments/{}", payment.id)).await.expect(200);
    assert_eq!(detail["refunds"].as_array().unwrap().len(), 4);
    world.audit().await;
}

#[tokio::test]
async fn the_same_key_is_the_same_refund() {
    let world = World::new().await;
    let payment = world.paid().await;
    let path = format!("/payments/{}/refunds", payment.id);
    let body = json!({"amount": eur(400)});
    let first = world.stage.post_keyed(&world.manager, "k", &path, body.clone()).await.expect(201);
    let again = world.stage.post_keyed(&world.manager, "k", &path, body).await.expect(201);
    assert_eq!(first["id"], again["id"]);
    let different = world.stage.post_keyed(&world.manager, "k", &path, json!({"amount": eur(401)})).await;
    assert_eq!(different.code(), "idempotency.key_reused");
    let request =
        Refund { key: "rpc".into(), payment: payment.id, amount: eur(10), reason: "test".into(), up_to: false };
    let one = world.payments.refund(&world.service(), request.clone()).await.unwrap();
    assert_eq!(world.payments.refund(&world.service(), request.clone()).await.unwrap(), one);
    let other = Refund { amount: eur(11), ..request };
    assert_eq!(world.payments.refund(&world.service(), other).await.unwrap_err().code, "payments.key_reused");
    assert_eq!(world.card(&payment).await.refunded, eur(410));
}

#[tokio::test]
async fn what_was_not_paid_cannot_be_given_back() {
    let world = World::new().await;
    let declined = world.charge(&world.order("tok_declined")).await;
    let path = format!("/payments/{}/refunds", declined.id);
    assert_eq!(world.stage.post(&world.manager, &path, json!({"amount": eur(1)})).await.code(), "payments.wrong_state");
    let paid = world.paid().await;
    let path = format!("/payments/{}/refunds", paid.id);
    for wrong in [
        json!({"amount": {"amount": 1, "currency": "USD"}}),
        json!({"amount": eur(0)}),
        json!({"amount": eur(-5)}),
        json!({"amount": eur(1_211)}),
    ] {
        let answer = world.stage.post(&world.manager, &path, wrong).await;
        assert!(matches!(answer.status, 400 | 422), "{}", answer.body);
    }
    assert_eq!(world.stage.post(&world.member, &path, json!({})).await.code(), "auth.role");
    assert_eq!(world.count("SELECT count(*) FROM refunds").await, 0);
}

#[tokio::test]
async fn a_refund_that_the_provider_will_not_do_frees_its_amount() {
    let world = World::new().await;
    let payment = world.paid().await;
    sqlx::query("UPDATE sandbox_charges SET refunded = 1000").execute(world.stage.pool()).await.unwrap();
    let path = format!("/payments/{}/refunds", payment.id);
    assert_eq!(
        world.stage.post(&world.manager, &path, json!({"amount": eur(500)})).await.code(),
        "payments.provider_refused"
    );
    world.stage.post(&world.manager, &path, json!({"amount": eur(210)})).await.expect(201);
    world.audit().await;
}

#[tokio::test]
async fn a_crash_during_a_refund_is_made_good() {
    let world = World::new().await;
    let payment = world.paid().await;
    // As if the process had died after reserving and before the provider was asked.
    for statement in [
        "UPDATE payments SET refund_reserved = 500",
        "INSERT INTO refunds (org_id, id, key, payment_id, amount, currency, reason, status, asked_by, created_at)
         SELECT org_id, gen_random_uuid(), 'crashed', id, 500, 'EUR', 'test', 'pending', 'test', created_at FROM payments",
    ] {
        sqlx::query(statement).execute(world.stage.pool()).await.unwrap();
    }
    world.stage.advance(chrono::Duration::seconds(31));
    world.stage.settle().await;
    assert_eq!(world.card(&payment).await.refunded, eur(500));
    world.audit().await;
}

#[tokio::test]
async fn up_to_gives_the_rest_where_less_is_left() {
    let world = World::new().await;
    let payment = world.paid().await;
    let ask = |key: &str, cents: i64| Refund {
        key: key.into(),
        payment: payment.id,
        amount: eur(cents),
        reason: "booking_cancelled".into(),
        up_to: true,
    };
    world.payments.refund(&world.service(), ask("a", 1_000)).await.unwrap();
    let rest = world.payments.refund(&world.service(), ask("b", 1_000)).await.unwrap();
    assert_eq!(rest.amount, eur(210));
    let again = world.payments.refund(&world.service(), ask("b", 1_000)).await.unwrap();
    assert_eq!((again.id, again.amount), (rest.id, rest.amount));
    let nothing = world.payments.refund(&world.service(), ask("c", 1_000)).await.unwrap_err();
    assert_eq!(nothing.code, "payments.refund_too_large");
    world.audit().await;
}

#[tokio::test]
async fn a_refund_can_name_its_payment_in_the_body() {
    let world = World::new().await;
    let payment = world.paid().await;
    let body = json!({"paymentId": payment.id, "amount": eur(210)});
    assert_eq!(world.stage.post(&world.member, "/payments/refund", body.clone()).await.status, 403);
    let given = world.stage.post(&world.manager, "/payments/refund", body).await.expect(201);
    assert_eq!((&given["amount"]["amount"], &given["status"]), (&json!(210), &json!("completed")));
    let foreign = plaza_testkit::people::manager(plaza_core::OrgId::new());
    assert_eq!(world.stage.post(&foreign, "/payments/refund", json!({"paymentId": payment.id})).await.status, 404);
    world.audit().await;
}
