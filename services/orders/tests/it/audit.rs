//! The audit can go red: each promise, broken by hand.

use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn broken_promises_are_found() {
    let world = World::new().await;
    let order = world.delivered(world.terms()).await;
    world.act(&world.client, &order, "complete", json!({})).await.expect(200);
    world.stage.settle().await;
    world.sound().await;
    let breaks = [
        ("orders.moves_are_ordered", "UPDATE money_moves SET amount = amount - 1"),
        ("orders.over_holds_nothing", "UPDATE orders SET released = released - 1"),
        (
            "orders.release_has_a_reason",
            "UPDATE orders SET milestones = jsonb_set(milestones, '{0,state}', '\"open\"')",
        ),
        ("orders.milestones_add_up", "UPDATE orders SET milestones = jsonb_set(milestones, '{0,amount}', '1')"),
        ("orders.paid_out_is_released", "UPDATE orders SET paid_out = 1"),
        ("orders.awaiting_has_its_saga", "UPDATE orders SET status = 'awaiting_payment'"),
        ("orders.accepted_offer_has_its_order", "UPDATE offers SET status = 'open'"),
        ("orders.dispute_is_written", "UPDATE orders SET status = 'disputed'"),
        ("orders.history_ends_in_state", "UPDATE orders SET version = version + 1"),
        ("orders.history_has_no_gap", "DELETE FROM order_history WHERE version = 2"),
    ];
    for (promise, sql) in breaks {
        let stage = World::new().await;
        let order = stage.delivered(stage.terms()).await;
        stage.act(&stage.client, &order, "complete", json!({})).await.expect(200);
        stage.stage.settle().await;
        sqlx::query(sql).execute(stage.stage.pool()).await.unwrap();
        let found = plaza_orders::audit::check(stage.stage.pool().clone()).await.unwrap();
        assert!(found.iter().any(|finding| finding.check == promise), "{promise}: {found:#?}");
    }
}
