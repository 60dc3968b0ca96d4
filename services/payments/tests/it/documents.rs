//! Invoices: numbers without gaps, and documents people can read.

use futures::future::join_all;
use plaza_payments_api::Payments;
use serde_json::json;

use crate::world::{World, eur};

#[tokio::test]
async fn fifty_charges_at_once_get_numbers_without_gaps_even_when_some_roll_back() {
    let world = World::new().await;
    // Every seventh invoice meets a failure after it took its number, once.
    for statement in [
        "CREATE SEQUENCE failures",
        "CREATE FUNCTION fail_sometimes() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN IF nextval('failures') % 7 = 0 THEN RAISE EXCEPTION 'a failure of this test'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER fail_sometimes BEFORE INSERT ON invoices FOR EACH ROW EXECUTE FUNCTION fail_sometimes()",
    ] {
        sqlx::query(statement).execute(world.stage.pool()).await.unwrap();
    }
    let service = world.service();
    let orders: Vec<_> = (0..50).map(|_| world.order("tok_approved")).collect();
    let answers = join_all(orders.iter().map(|order| world.payments.charge(&service, order.clone()))).await;
    assert!(answers.iter().any(Result::is_err), "nothing was rolled back");
    for order in &orders {
        // Asked again with the same key, as a saga does with an unknown outcome.
        while world.payments.charge(&service, order.clone()).await.is_err() {}
    }
    let mut numbers: Vec<String> =
        sqlx::query_scalar("SELECT number FROM invoices").fetch_all(world.stage.pool()).await.unwrap();
    numbers.sort();
    let expected: Vec<String> = (1..=50).map(|at| format!("F2026-{at:06}")).collect();
    assert_eq!(numbers, expected);
    assert_eq!(world.count("SELECT count(*) FROM sandbox_charges").await, 50);
    world.audit().await;
}

#[tokio::test]
async fn an_invoice_reads_as_json_html_and_pdf() {
    let world = World::new().await;
    let payment = world.paid().await;
    let id = payment.invoice_id.unwrap();
    let list = world.stage.get(&world.member, "/payments/invoices").await.expect(200);
    assert_eq!(
        (list["items"][0]["number"].as_str(), list["items"][0]["total"]["amount"].as_i64()),
        (Some("F2026-000001"), Some(1_210))
    );
    let detail = world.stage.get(&world.member, &format!("/payments/invoices/{id}")).await.expect(200);
    assert_eq!((detail["net"]["amount"].as_i64(), detail["tax"]["amount"].as_i64()), (Some(1_000), Some(210)));
    assert_eq!(detail["lines"][0]["quantityMilli"], 2_000);
    let page = world.stage.get(&world.member, &format!("/payments/invoices/{id}/html")).await;
    let text = String::from_utf8(page.bytes).unwrap();
    assert!(
        text.contains("F2026-000001")
            && text.contains("Íñigo Muñoz")
            && text.contains("ESB12345678")
            && text.contains("Registro Mercantil")
    );
    let file = world.stage.get(&world.member, &format!("/payments/invoices/{id}/pdf")).await;
    assert_eq!(file.headers["content-type"], "application/pdf");
    assert_eq!(file.headers["content-disposition"], "inline; filename=\"F2026-000001.pdf\"");
    assert!(file.bytes.starts_with(b"%PDF") && file.bytes.windows(12).any(|bytes| bytes == b"F2026-000001"));
}

#[tokio::test]
async fn a_refund_issues_a_credit_note_in_a_series_of_its_own() {
    let world = World::new().await;
    let payment = world.paid().await;
    let refund = world
        .stage
        .post(&world.manager, &format!("/payments/{}/refunds", payment.id), json!({"amount": eur(605)}))
        .await
        .expect(201);
    let id = refund["creditNoteId"].as_str().unwrap();
    let note = world.stage.get(&world.member, &format!("/payments/invoices/{id}")).await.expect(200);
    assert_eq!((note["kind"].as_str(), note["number"].as_str()), (Some("credit_note"), Some("FR2026-000001")));
    assert_eq!((note["total"]["amount"].as_i64(), note["tax"]["amount"].as_i64()), (Some(-605), Some(-105)));
    assert_eq!(note["corrects"], json!(payment.invoice_id));
    let page = world.stage.get(&world.manager, &format!("/payments/invoices/{id}/html")).await;
    assert!(String::from_utf8(page.bytes).unwrap().contains("Factura rectificativa"));
    let of_payment =
        world.stage.get(&world.manager, &format!("/payments/invoices?paymentId={}", payment.id)).await.expect(200);
    assert_eq!(of_payment["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn lists_go_on_by_cursor() {
    let world = World::new().await;
    for _ in 0..3 {
        world.paid().await;
    }
    for path in ["/payments/invoices", "/payments"] {
        let first = world.stage.get(&world.member, &format!("{path}?limit=2")).await.expect(200);
        let next = first["next"].as_str().unwrap();
        let second = world.stage.get(&world.member, &format!("{path}?limit=2&cursor={next}")).await.expect(200);
        assert_eq!((first["items"].as_array().unwrap().len(), second["items"].as_array().unwrap().len()), (2, 1));
        assert!(second["next"].is_null());
        world.stage.get(&world.member, &format!("{path}?cursor=rubbish")).await.expect(400);
    }
}
