//! What payments tells of payouts, also more than once and in parts.

use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn an_order_is_paid_out_when_all_of_it_was_sent() {
    let world = World::new().await;
    let pro = world.pro.user().unwrap();
    let order = world.delivered(world.two_parts()).await;
    world.act(&world.client, &order, "complete", json!({})).await.expect(200);
    world.stage.settle().await;
    let first = world.payments.pay_out(pro, world.now()).unwrap();
    let told = world.stage.envelope(Some(world.org), &first);
    world.stage.deliver_envelopes(vec![told.clone(), told.clone()]).await;
    assert_eq!(
        (world.status(&order).await, world.seen(&order).await["paidOut"]["amount"].clone()),
        ("in_progress".to_owned(), json!(3_000))
    );
    world.sound().await;
    world.deliver(&order).await;
    world.act(&world.client, &order, "complete", json!({})).await.expect(200);
    world.stage.settle().await;
    // The first one once more, under another id of the event: the payout is known.
    let again = world.stage.envelope(Some(world.org), &first);
    world.stage.deliver_envelopes(vec![again]).await;
    assert_eq!(world.status(&order).await, "completed");
    let second = world.payments.pay_out(pro, world.now()).unwrap();
    world.stage.deliver(Some(world.org), &second).await;
    assert_eq!(world.status(&order).await, "paid_out");
    assert_eq!(world.stage.published().await.last().unwrap(), "orders.order.paid_out.v1");
    world.sound().await;
}

#[tokio::test]
async fn a_dispute_that_gives_nothing_more_ends_paid_out_when_the_rest_was_sent() {
    let world = World::new().await;
    let order = world.delivered(world.two_parts()).await;
    world.act(&world.client, &order, "complete", json!({})).await.expect(200);
    world.stage.settle().await;
    let sent = world.payments.pay_out(world.pro.user().unwrap(), world.now()).unwrap();
    world.stage.deliver(Some(world.org), &sent).await;
    let why = json!({"reason": "late", "text": "Nothing came for weeks"});
    world.act(&world.client, &order, "dispute", why).await.expect(200);
    let back =
        json!({"toProfessional": crate::world::euros(0), "toClient": crate::world::euros(7_000), "note": "So be it"});
    assert_eq!(world.act(&world.boss, &order, "resolve", back).await.expect(200)["status"], "paid_out");
    world.stage.settle().await;
    world.sound().await;
}
