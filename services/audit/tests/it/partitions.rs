use plaza_testkit::people::manager;

use crate::world::{count, event, ids, start};

#[tokio::test]
async fn months_are_made_ahead_and_for_what_came_before_them() {
    let (stage, org) = start().await;
    let (now, day) = (stage.clock.now(), chrono::Duration::days(1));
    let events =
        [now, now - day * 60, now - day * 61, now + day * 100].map(|at| event("a.b.c.v1", Some(org), at)).to_vec();
    stage.deliver_envelopes(events.clone()).await;
    assert_eq!(count(&stage, "audit_log_default").await, 4);
    stage.settle().await;
    assert_eq!(count(&stage, "audit_log_default").await, 0);
    assert_eq!(count(&stage, "audit_log_2026_03").await, 1);
    assert_eq!(count(&stage, "audit_log_2026_01").await, 1);
    assert_eq!(count(&stage, "audit_log_2025_12").await, 1);
    assert_eq!(count(&stage, "audit_log_2026_06").await, 1);
    let page = stage.get(&manager(org), "/audit/logs").await.expect(200);
    assert_eq!(ids(&page).len(), 4);

    // Delivered again after the move, each is still known.
    stage.deliver_envelopes(events).await;
    assert_eq!(count(&stage, "audit_log").await, 4);
    stage.deliver_envelopes(vec![event("a.b.c.v1", Some(org), now + day * 31)]).await;
    assert_eq!(count(&stage, "audit_log_2026_04").await, 1);
}

#[tokio::test]
async fn a_partition_has_the_indexes_of_the_log() {
    let (stage, _) = start().await;
    stage.settle().await;
    let indexes: Vec<i64> = sqlx::query_scalar(
        "SELECT count(*) FROM pg_indexes WHERE tablename IN ('audit_log_default', 'audit_log_2026_03') GROUP BY tablename",
    )
    .fetch_all(stage.pool())
    .await
    .unwrap();
    assert_eq!(indexes, [5, 5]);
}

#[tokio::test]
async fn what_is_far_away_stays_in_the_default_partition() {
    let (stage, org) = start().await;
    let far = stage.clock.now() + chrono::Duration::days(365 * 20);
    stage.deliver_envelopes(vec![event("a.b.c.v1", Some(org), far)]).await;
    stage.settle().await;
    assert_eq!(count(&stage, "audit_log_default").await, 1);
}
