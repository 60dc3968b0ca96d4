use plaza_core::OrgId;
use plaza_testkit::people::manager;
use serde_json::json;

use crate::world::{event, start};

#[tokio::test]
async fn events_are_counted_by_day_kind_and_actor() {
    let (stage, org) = start().await;
    let (now, day) = (stage.clock.now(), chrono::Duration::days(1));
    let mut anonymous = event("x.y.z.v1", Some(org), now - day);
    anonymous.actor = "anonymous".into();
    let others = [now - day, now - day * 2, now - day * 2, now - day * 40].map(|at| event("a.b.c.v1", Some(org), at));
    let foreign = event("a.b.c.v1", Some(OrgId::new()), now - day);
    stage.deliver_envelopes([vec![anonymous, foreign], others.to_vec()].concat()).await;

    let report = stage.get(&manager(org), "/audit/reports").await.expect(200);
    assert_eq!(report["total"], 4);
    let by_kind = json!([
        { "day": "2026-03-01", "kind": "a.b.c.v1", "count": 1 },
        { "day": "2026-03-01", "kind": "x.y.z.v1", "count": 1 },
        { "day": "2026-02-28", "kind": "a.b.c.v1", "count": 2 }
    ]);
    assert_eq!(report["byKind"], by_kind);
    let by_actor = json!([
        { "day": "2026-03-01", "actor": "anonymous", "count": 1 },
        { "day": "2026-03-01", "actor": "service:tests", "count": 1 },
        { "day": "2026-02-28", "actor": "service:tests", "count": 2 }
    ]);
    assert_eq!(report["byActor"], by_actor);
    let earlier = stage.get(&manager(org), "/audit/reports?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z").await;
    assert_eq!(earlier.expect(200)["total"], 1);
}

#[tokio::test]
async fn a_span_is_in_order_and_of_a_year_at_most() {
    let (stage, org) = start().await;
    for query in ["from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z", "from=2024-01-01T00:00:00Z"] {
        assert_eq!(stage.get(&manager(org), &format!("/audit/reports?{query}")).await.code(), "request.invalid");
    }
}
