//! One organisation, one person at a time.

use plaza_payments_api::Payments;
use plaza_testkit::people;
use serde_json::json;

use crate::world::{World, eur};

#[tokio::test]
async fn another_organisation_s_ids_are_not_there() {
    let world = World::new().await;
    let payment = world.paid().await;
    let invoice = payment.invoice_id.unwrap();
    let stranger = people::admin(plaza_core::OrgId::new());
    for path in [
        format!("/payments/{}", payment.id),
        format!("/payments/invoices/{invoice}"),
        format!("/payments/invoices/{invoice}/html"),
        format!("/payments/invoices/{invoice}/pdf"),
    ] {
        world.stage.get(&stranger, &path).await.expect(404);
        world.stage.get(&people::member(world.org), &path).await.expect(404);
        assert_eq!(world.stage.get(&world.member, &path).await.status, 200);
        assert_eq!(world.stage.get(&world.manager, &path).await.status, 200);
        world.stage.get(&people::visitor(world.org), &path).await.expect(401);
    }
    world
        .stage
        .post(&stranger, &format!("/payments/{}/refunds", payment.id), json!({"amount": eur(1)}))
        .await
        .expect(404);
    let cx = plaza_core::Cx::service("bookings", stranger.org);
    assert_eq!(world.payments.payment(&cx, payment.id).await.unwrap(), None);
    for path in ["/payments", "/payments/invoices"] {
        let list = world.stage.get(&stranger, path).await.expect(200);
        assert_eq!(list["items"], json!([]));
    }
    let books = world.stage.get(&stranger, "/payments/ledger").await.expect(200);
    assert_eq!((&books["balances"], &books["transactions"]["items"]), (&json!([]), &json!([])));
}

#[tokio::test]
async fn members_list_their_own_and_operators_everybody_s() {
    let world = World::new().await;
    world.paid().await;
    let other = people::member(world.org);
    for path in ["/payments", "/payments/invoices"] {
        assert_eq!(world.stage.get(&other, path).await.expect(200)["items"], json!([]));
        assert_eq!(world.stage.get(&world.manager, path).await.expect(200)["items"].as_array().unwrap().len(), 1);
        let whose = format!("{path}?userId={}", world.member.user().unwrap());
        assert_eq!(world.stage.get(&other, &whose).await.code(), "payments.not_yours");
        assert_eq!(world.stage.get(&world.member, &whose).await.status, 200);
    }
    assert_eq!(world.stage.get(&other, "/payments?status=failed&bookingId=x").await.status, 400);
    world.stage.get(&other, "/payments/ledger").await.expect(403);
}

#[tokio::test]
async fn the_same_key_in_two_organisations_is_two_charges() {
    let world = World::new().await;
    let order = world.order("tok_approved");
    let first = world.charge(&order).await;
    let elsewhere = plaza_core::Cx::service("bookings", Some(plaza_core::OrgId::new()));
    let second = world.payments.charge(&elsewhere, order).await.unwrap();
    assert_ne!(first.id, second.id);
    // Numbers count per organisation.
    let numbers: Vec<String> =
        sqlx::query_scalar("SELECT number FROM invoices").fetch_all(world.stage.pool()).await.unwrap();
    assert_eq!(numbers, ["F2026-000001", "F2026-000001"]);
    world.audit().await;
}
