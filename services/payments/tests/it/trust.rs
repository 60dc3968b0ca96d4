//! What the database itself refuses, and what the audit finds when somebody goes around it.

use sqlx::PgPool;

use crate::world::{World, eur};
use plaza_payments_api::{Payments, Refund};

#[allow(clippy::disallowed_methods)] // around the service on purpose
async fn refused(pool: &PgPool, statements: &[&'static str]) -> String {
    let mut tx = pool.begin().await.unwrap();
    for statement in statements {
        if let Err(error) = sqlx::query(*statement).execute(&mut *tx).await {
            return error.to_string();
        }
    }
    tx.commit().await.expect_err("the database lets it pass").to_string()
}

#[tokio::test]
async fn the_database_refuses_books_that_do_not_balance() {
    let world = World::new().await;
    world.paid().await;
    let pool = world.stage.pool();
    let copy = "INSERT INTO ledger_transactions SELECT org_id, gen_random_uuid(), 'fee', payment_id, subject, posted_at FROM ledger_transactions";
    let entry = "INSERT INTO ledger_entries SELECT org_id, id, 1, 'revenue', 'EUR', 5 FROM ledger_transactions WHERE kind = 'fee'";
    let other = "INSERT INTO ledger_entries SELECT org_id, id, 2, 'provider_clearing', 'USD', -5 FROM ledger_transactions WHERE kind = 'fee'";
    assert!(refused(pool, &[copy, entry]).await.contains("does not balance"));
    assert!(refused(pool, &[copy, entry, other]).await.contains("does not balance"));
    assert!(refused(pool, &[copy]).await.contains("does not balance"));
    assert!(refused(pool, &["UPDATE ledger_entries SET amount = amount * 2"]).await.contains("append-only"));
    assert!(refused(pool, &["DELETE FROM ledger_entries"]).await.contains("append-only"));
    assert!(
        refused(pool, &["UPDATE payments SET refund_reserved = amount + 1"])
            .await
            .contains("payments_refunds_within_charge")
    );
    world.audit().await;
}

#[tokio::test]
async fn the_audit_finds_what_was_done_around_the_service() {
    let cases: [(&str, &[&'static str]); 6] = [
        (
            "payments.ledger_sums_to_zero",
            &[
                "ALTER TABLE ledger_entries DISABLE TRIGGER USER",
                "UPDATE ledger_entries SET amount = amount + 1 WHERE account = 'revenue'",
            ],
        ),
        (
            "payments.transactions_have_entries",
            &["ALTER TABLE ledger_entries DISABLE TRIGGER USER", "DELETE FROM ledger_entries"],
        ),
        ("payments.numbers_have_no_gaps", &["UPDATE invoice_series SET last = last + 1"]),
        ("payments.paid_is_posted_and_invoiced", &["UPDATE payments SET invoice_id = NULL"]),
        ("payments.refunds_within_charge", &["UPDATE refunds SET amount = 1211"]),
        ("payments.invoices_add_up", &["UPDATE invoice_lines SET net = net + 1"]),
    ];
    let world = World::new().await;
    let payment = world.paid().await;
    let request = Refund { key: "r".into(), payment: payment.id, amount: eur(10), reason: "test".into(), up_to: false };
    world.payments.refund(&world.service(), request).await.unwrap();
    for (check, statements) in cases {
        world.audit().await;
        for statement in statements {
            sqlx::query(*statement).execute(world.stage.pool()).await.unwrap();
        }
        let audit = plaza_payments::service().audit.unwrap();
        let found = audit(world.stage.pool().clone()).await.unwrap();
        assert!(found.iter().any(|finding| finding.check == check), "{check}: {found:?}");
        put_back(&world, check).await;
    }
}

async fn put_back(world: &World, check: &str) {
    let statements: &[&'static str] = match check {
        "payments.ledger_sums_to_zero" => &[
            "UPDATE ledger_entries SET amount = amount - 1 WHERE account = 'revenue'",
            "ALTER TABLE ledger_entries ENABLE TRIGGER USER",
        ],
        "payments.transactions_have_entries" => &[
            "INSERT INTO ledger_entries SELECT org_id, id, 1, 'provider_clearing', 'EUR', CASE kind WHEN 'charge' THEN 1210 ELSE -10 END FROM ledger_transactions",
            "INSERT INTO ledger_entries SELECT org_id, id, 2, 'revenue', 'EUR', CASE kind WHEN 'charge' THEN -1210 ELSE 10 END FROM ledger_transactions",
            "ALTER TABLE ledger_entries ENABLE TRIGGER USER",
        ],
        "payments.numbers_have_no_gaps" => &["UPDATE invoice_series SET last = last - 1"],
        "payments.paid_is_posted_and_invoiced" => &[
            "UPDATE payments p SET invoice_id = (SELECT id FROM invoices i WHERE i.kind = 'invoice' AND i.payment_id = p.id)",
        ],
        "payments.refunds_within_charge" => &["UPDATE refunds SET amount = 10"],
        _ => &[],
    };
    for statement in statements {
        sqlx::query(*statement).execute(world.stage.pool()).await.unwrap();
    }
}
