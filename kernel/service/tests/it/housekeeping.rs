//! What no repeat can ask for any more is forgotten; the rest is not.

use plaza_core::OrgId;
use plaza_testkit::Stage;
use plaza_testkit::people::member;
use serde_json::json;

use crate::greeters::{Greeted, alpha, beta};

#[tokio::test]
async fn old_keys_and_handled_events_are_forgotten() {
    let stage = Stage::of(beta()).start().await;
    let count = async |sql: &'static str| -> i64 { sqlx::query_scalar(sql).fetch_one(stage.pool()).await.unwrap() };
    let event = stage.envelope(None, &Greeted { id: uuid::Uuid::now_v7(), name: "Ana".into() });
    let mut broken = stage.envelope(None, &Greeted { id: uuid::Uuid::now_v7(), name: "Ben".into() });
    broken.data = json!({});
    stage.deliver_envelopes(vec![event.clone(), broken]).await;
    sqlx::query("UPDATE kernel.inbox SET state = 'dead' WHERE state = 'waiting'").execute(stage.pool()).await.unwrap();
    sqlx::query("INSERT INTO kernel.idempotency_keys VALUES ('user:1', 'k', 'f', 201, '{}', $1)")
        .bind(stage.clock.now())
        .execute(stage.pool())
        .await
        .unwrap();
    let (keys, seen) = ("SELECT count(*) FROM kernel.idempotency_keys", "SELECT count(*) FROM kernel.inbox");

    stage.advance(chrono::Duration::hours(47));
    stage.settle().await;
    assert_eq!((count(keys).await, count(seen).await), (1, 2));
    stage.advance(chrono::Duration::hours(2));
    stage.settle().await;
    assert_eq!((count(keys).await, count(seen).await), (0, 2));
    stage.deliver_envelopes(vec![event]).await;
    stage.advance(chrono::Duration::days(29));
    stage.settle().await;
    assert_eq!(count(seen).await, 1, "a dead letter stays until somebody looks at it");
    assert_eq!(stage.get(&member(OrgId::new()), "/heard").await.expect(200), json!(["Ana"]));
}

#[tokio::test]
async fn an_audit_says_what_is_wrong() {
    let stage = Stage::of(beta()).start().await;
    let audit = beta().audit.unwrap();
    assert_eq!(audit(stage.pool().clone()).await.unwrap(), []);
    stage.deliver(None, &Greeted { id: uuid::Uuid::now_v7(), name: String::new() }).await;
    let found = audit(stage.pool().clone()).await.unwrap();
    assert_eq!((found[0].check.as_str(), found[0].what.as_str()), ("beta.names", "1 without a name"));
    assert!(alpha().audit.is_none());
}
