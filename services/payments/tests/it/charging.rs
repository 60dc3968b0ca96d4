//! Every way a charge can go at the provider.

use futures::future::join_all;
use plaza_core::Kind;
use plaza_payments_api::{CancelCharge, PaymentStatus, Payments};
use serde_json::json;

use crate::world::{World, eur};

const CHARGES: &str = "SELECT count(*) FROM sandbox_charges WHERE state = 'approved'";

#[tokio::test]
async fn an_approved_charge_is_posted_invoiced_and_told() {
    let world = World::new().await;
    let payment = world.paid().await;
    assert_eq!(payment.status, PaymentStatus::Completed);
    assert!(payment.invoice_id.is_some() && payment.failure.is_none());
    assert_eq!(
        world.stage.published().await,
        ["payments.payment.created.v1", "payments.invoice.issued.v1", "payments.payment.completed.v1"]
    );
    assert_eq!(
        (world.balance("provider_clearing").await, world.balance("revenue").await, world.balance("tax_payable").await),
        (1_210, -1_000, -210)
    );
    // The webhook that follows every charge changes nothing.
    world.stage.settle().await;
    assert_eq!(world.stage.published().await.len(), 3);
    world.audit().await;
}

#[tokio::test]
async fn a_declined_charge_says_why() {
    let world = World::new().await;
    for (token, code) in [
        ("tok_declined", "payments.card_declined"),
        ("tok_insufficient_funds", "payments.insufficient_funds"),
        ("tok_x", "payments.unknown_token"),
    ] {
        let payment = world.charge(&world.order(token)).await;
        assert_eq!((payment.status, payment.failure.as_deref()), (PaymentStatus::Failed, Some(code)));
    }
    assert_eq!(world.count("SELECT count(*) FROM ledger_entries").await, 0);
    assert!(world.stage.published().await.contains(&"payments.payment.failed.v1".to_owned()));
    world.audit().await;
}

#[tokio::test]
async fn the_same_key_is_the_same_charge() {
    let world = World::new().await;
    let order = world.order("tok_approved");
    let service = world.service();
    let all = join_all((0..20).map(|_| world.payments.charge(&service, order.clone()))).await;
    let ids: Vec<_> = all.into_iter().map(|one| one.unwrap().id).collect();
    assert!(ids.iter().all(|id| *id == ids[0]));
    assert_eq!(world.charge(&order).await.status, PaymentStatus::Completed);
    assert_eq!(world.count(CHARGES).await, 1);
    world.audit().await;
    let mut other = order.clone();
    other.amount = eur(1_211);
    let refused = world.payments.charge(&world.service(), other).await.unwrap_err();
    assert_eq!(refused.code, "payments.key_reused");
}

#[tokio::test]
async fn a_second_factor_completes_or_fails_by_its_code() {
    let world = World::new().await;
    for (code, status) in [("123456", "completed"), ("000000", "failed")] {
        let payment = world.charge(&world.order("tok_second_factor")).await;
        assert_eq!(payment.status, PaymentStatus::ActionRequired);
        let url = payment.next_action.unwrap().url;
        let path = url.strip_prefix("/api/v1").unwrap();
        // Another person's challenge is not there.
        world.stage.post(&world.manager, path, json!({"code": code})).await.expect(404);
        let answer = world.stage.post(&world.member, path, json!({"code": code})).await.expect(200);
        assert_eq!(answer["status"], status);
        world.stage.post(&world.member, path, json!({"code": "123456"})).await.expect(404);
    }
    world.stage.settle().await;
    world.audit().await;
}

#[tokio::test]
async fn a_late_charge_is_pending_until_its_webhook() {
    let world = World::new().await;
    let order = world.order("tok_late");
    let payment = world.charge(&order).await;
    assert_eq!(payment.status, PaymentStatus::Pending);
    world.stage.settle().await;
    assert_eq!(world.charge(&order).await.status, PaymentStatus::Pending);
    world.stage.advance(chrono::Duration::seconds(5));
    world.stage.settle().await;
    let payment = world.card(&payment).await;
    assert_eq!(payment.status, PaymentStatus::Completed);
    assert!(payment.invoice_id.is_some());
    world.audit().await;
}

#[tokio::test]
async fn a_timeout_with_the_charge_made_is_looked_up_and_not_charged_again() {
    let world = World::new().await;
    let order = world.order("tok_timeout_charged");
    let payment = world.charge(&order).await;
    assert_eq!(payment.status, PaymentStatus::Completed);
    assert_eq!(world.charge(&order).await.id, payment.id);
    assert_eq!(world.count(CHARGES).await, 1);
    world.audit().await;
}

#[tokio::test]
async fn a_crash_before_the_provider_was_asked_is_made_good() {
    let world = World::new().await;
    let payment = world.paid().await;
    // As if the process had died between writing the payment down and asking the provider.
    for statement in [
        "DELETE FROM kernel.jobs",
        "DELETE FROM sandbox_webhooks",
        "DELETE FROM sandbox_charges",
        "ALTER TABLE ledger_entries DISABLE TRIGGER USER",
        "ALTER TABLE ledger_transactions DISABLE TRIGGER USER",
        "DELETE FROM ledger_entries",
        "DELETE FROM ledger_transactions",
        "DELETE FROM invoice_lines",
        "DELETE FROM invoices",
        "DELETE FROM invoice_series",
        "ALTER TABLE ledger_entries ENABLE TRIGGER USER",
        "ALTER TABLE ledger_transactions ENABLE TRIGGER USER",
        "UPDATE payments SET status = 'created', invoice_id = NULL, completed_at = NULL",
    ] {
        sqlx::query(statement).execute(world.stage.pool()).await.unwrap();
    }
    world.stage.advance(chrono::Duration::seconds(31));
    world.stage.settle().await;
    assert_eq!(world.card(&payment).await.status, PaymentStatus::Completed);
    assert_eq!(world.count(CHARGES).await, 1);
    world.audit().await;
}

#[tokio::test]
async fn a_charge_that_makes_no_sense_is_refused_before_the_provider_hears_of_it() {
    let world = World::new().await;
    let order = world.order("tok_approved");
    let (mut nothing, mut cash, mut lines) = (order.clone(), order.clone(), order.clone());
    nothing.amount = eur(0);
    cash.method.method = "cash".into();
    lines.lines[0].amount = eur(1_000);
    for wrong in [nothing, cash, lines] {
        let refused = world.payments.charge(&world.service(), wrong).await.unwrap_err();
        assert_eq!(refused.kind, Kind::Invalid, "{refused}");
    }
    assert_eq!(world.count("SELECT count(*) FROM payments").await, 0);
}

#[tokio::test]
async fn calling_off_gives_back_what_was_charged_and_stops_what_was_not() {
    let world = World::new().await;
    // Paid: refunded, with a credit note.
    let order = world.order("tok_approved");
    let paid = world.charge(&order).await;
    world.cancel(&order.key).await;
    world.cancel(&order.key).await;
    assert_eq!(world.card(&paid).await.status, PaymentStatus::Refunded);
    // Still open: given up, and the provider's late settling finds nothing to settle.
    let order = world.order("tok_late");
    let late = world.charge(&order).await;
    world.cancel(&order.key).await;
    world.stage.advance(chrono::Duration::seconds(60));
    world.stage.settle().await;
    assert_eq!(world.card(&late).await.status, PaymentStatus::Cancelled);
    // Never seen: remembered.
    let order = world.order("tok_approved");
    world.cancel(&order.key).await;
    let refused = world.payments.charge(&world.service(), order).await.unwrap_err();
    assert_eq!(refused.code, "payments.called_off");
    assert_eq!(world.balance("provider_clearing").await, 0);
    world.audit().await;
}

#[tokio::test]
async fn charging_and_calling_off_at_once_never_keeps_money() {
    let world = World::new().await;
    let service = world.service();
    for token in ["tok_approved", "tok_webhook_first", "tok_timeout_charged", "tok_twice"] {
        let orders: Vec<_> = (0..8).map(|_| world.order(token)).collect();
        let both = orders.iter().map(|order| async {
            let cancel = CancelCharge { key: order.key.clone(), reason: "test".into() };
            let (_, cancelled) = tokio::join!(
                world.payments.charge(&service, order.clone()),
                world.payments.cancel(&service, cancel.clone())
            );
            // As the saga does: an unknown outcome is asked again, with the same key.
            if cancelled.is_err() {
                world.payments.cancel(&service, cancel).await.unwrap();
            }
        });
        join_all(both).await;
    }
    world.stage.advance(chrono::Duration::seconds(60));
    world.stage.settle().await;
    world.audit().await;
    assert_eq!(world.balance("provider_clearing").await, 0);
    assert_eq!(world.balance("customer_deposits").await, 0);
    assert_eq!(
        world
            .count("SELECT COALESCE(sum(amount - refunded), 0)::bigint FROM sandbox_charges WHERE state = 'approved'")
            .await,
        0
    );
}

#[tokio::test]
async fn processing_pays_a_booking() {
    let world = World::new().await;
    let booking = uuid::Uuid::now_v7();
    let body = json!({"bookingId": booking, "paymentInfo": {"method": "card", "token": "tok_approved"}});
    let answer = world.stage.post_keyed(&world.member, "k1", "/payments/process", body.clone()).await.expect(200);
    assert_eq!((answer["bookingStatus"].as_str(), answer["status"].as_str()), (Some("confirmed"), Some("completed")));
    let again = world.stage.post_keyed(&world.member, "k1", "/payments/process", body).await;
    assert_eq!(again.headers["idempotent-replayed"], "true");
    let declined = json!({"bookingId": booking, "paymentInfo": {"method": "card", "token": "tok_declined"}});
    for replayed in [false, true] {
        let answer = world.stage.post_keyed(&world.member, "k2", "/payments/process", declined.clone()).await;
        assert_eq!((answer.status, answer.code()), (402, "payments.card_declined"));
        assert_eq!(answer.headers.contains_key("idempotent-replayed"), replayed);
    }
    let unknown = json!({"bookingId": booking, "paymentInfo": {"method": "card", "token": "x"}, "tip": 1});
    assert_eq!(world.stage.post(&world.member, "/payments/process", unknown).await.code(), "request.invalid");
    let gone = json!({"bookingId": booking, "paymentInfo": {"method": "card", "token": "x"}});
    assert_eq!(world.stage.post(&world.member, "/payments/process", gone).await.code(), "bookings.no_such_booking");
}
