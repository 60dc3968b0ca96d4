//! Webhooks: signed, repeated, early, forged.

use plaza_payments_api::PaymentStatus;

use crate::world::World;

/// A signature over a body that the sandbox really sent, taken down on its way.
async fn overheard(world: &World) -> (String, String) {
    let body: String =
        sqlx::query_scalar("SELECT body FROM sandbox_webhooks LIMIT 1").fetch_one(world.stage.pool()).await.unwrap();
    let secret = sandbox_secret();
    (
        plaza_payments::provider::signature::sign(secret.as_bytes(), body.as_bytes(), world.stage.clock.now()).unwrap(),
        body,
    )
}

/// As `Parts::secret` derives it from the secret of tests.
fn sandbox_secret() -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    for part in ["a secret of tests only", "payments", "sandbox webhooks"] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hex::encode(hash.finalize())
}

#[tokio::test]
async fn a_webhook_before_its_answer_completes_once() {
    let world = World::new().await;
    let payment = world.charge(&world.order("tok_webhook_first")).await;
    assert_eq!(payment.status, PaymentStatus::Completed);
    assert_eq!(world.count("SELECT count(*) FROM provider_events").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM invoices").await, 1);
    world.audit().await;
}

#[tokio::test]
async fn a_webhook_delivered_twice_is_handled_once() {
    let world = World::new().await;
    world.charge(&world.order("tok_twice")).await;
    assert_eq!(world.count("SELECT count(*) FROM kernel.jobs").await, 2);
    world.stage.settle().await;
    assert_eq!(world.count("SELECT count(*) FROM provider_events").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM ledger_transactions").await, 1);
    assert_eq!(world.stage.published().await.len(), 3);
    world.audit().await;
}

#[tokio::test]
async fn a_repeat_over_http_is_answered_like_the_first() {
    let world = World::new().await;
    world.charge(&world.order("tok_approved")).await;
    let (signature, body) = overheard(&world).await;
    for _ in 0..3 {
        let (status, answer) = world.webhook(Some(&signature), &body).await;
        assert_eq!((status, answer["received"].as_bool()), (200, Some(true)));
    }
    assert_eq!(world.count("SELECT count(*) FROM provider_events").await, 1);
}

#[tokio::test]
async fn what_is_not_signed_by_the_provider_is_refused() {
    let world = World::new().await;
    let payment = world.charge(&world.order("tok_late")).await;
    let forged =
        format!(r#"{{"id":"evt_1","type":"charge.succeeded","data":{{"key":"{}","reference":"ch_1"}}}}"#, payment.id);
    let now = world.stage.clock.now();
    let sign =
        |secret: &str, at| plaza_payments::provider::signature::sign(secret.as_bytes(), forged.as_bytes(), at).unwrap();
    let cases = [
        (None, "payments.webhook_signature_missing"),
        (Some("rubbish".to_owned()), "payments.webhook_signature_missing"),
        (Some(sign("guessed", now)), "payments.webhook_signature_wrong"),
        (Some(sign(&sandbox_secret(), now - chrono::Duration::seconds(301))), "payments.webhook_signature_stale"),
    ];
    for (signature, code) in cases {
        let (status, answer) = world.webhook(signature.as_deref(), &forged).await;
        assert_eq!((status, answer["code"].as_str()), (400, Some(code)));
    }
    assert_eq!(world.card(&payment).await.status, PaymentStatus::Pending);
    let signed = plaza_payments::provider::signature::sign(sandbox_secret().as_bytes(), b"[]", now).unwrap();
    assert_eq!(world.webhook(Some(&signed), "[]").await.1["code"], "payments.webhook_unreadable");
}

#[tokio::test]
async fn money_that_comes_in_after_the_end_goes_back() {
    let world = World::new().await;
    let order = world.order("tok_late");
    let payment = world.charge(&order).await;
    // The provider loses our cancellation: it still settles, and says so.
    world.cancel(&order.key).await;
    sqlx::query("UPDATE sandbox_charges SET state = 'pending'").execute(world.stage.pool()).await.unwrap();
    world.stage.advance(chrono::Duration::seconds(5));
    world.stage.settle().await;
    assert_eq!(world.card(&payment).await.status, PaymentStatus::Cancelled);
    assert_eq!(world.count("SELECT refunded FROM sandbox_charges").await, 1_210);
    assert_eq!((world.balance("provider_clearing").await, world.balance("customer_deposits").await), (0, 0));
    assert_eq!(world.count("SELECT count(*) FROM ledger_transactions").await, 2);
    assert_eq!(world.count("SELECT count(*) FROM invoices").await, 0);
    assert!(world.stage.published().await.contains(&"payments.payment.refunded.v1".to_owned()));
    world.audit().await;
}
