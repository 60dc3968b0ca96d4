use plaza_core::OrgId;
use plaza_testkit::people::manager;
use serde_json::json;

use crate::world::{event, start};

#[tokio::test]
async fn the_table_has_every_row_however_many_and_disarms_formulas() {
    let (stage, org) = start().await;
    let now = stage.clock.now();
    let mut events: Vec<_> =
        (0..2_001).map(|n| event("a.b.c.v1", Some(org), now - chrono::Duration::seconds(n))).collect();
    events[0].actor = "=HYPERLINK(1,2)".into();
    events.push(event("other.b.c.v1", Some(org), now));
    events.push(event("a.b.c.v1", Some(OrgId::new()), now));
    stage.deliver_envelopes(events.clone()).await;

    let span = json!({ "from": "2026-03-01T00:00:00Z", "to": "2026-03-03T00:00:00Z", "kind": "a." });
    let answer = stage.post(&manager(org), "/audit/export", span).await;
    assert_eq!((answer.status, answer.headers["content-type"].to_str().unwrap()), (200, "text/csv; charset=utf-8"));
    let text = String::from_utf8(answer.bytes).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 2_002);
    assert_eq!(lines[0], "at,id,service,kind,actor,entityType,entityId,correlationId,version,data");
    assert!(lines[1].contains(&events[0].id.to_string()) && lines[1].contains("\"'=HYPERLINK(1,2)\""), "{}", lines[1]);
    assert!(lines[2_001].contains(&events[2_000].id.to_string()));
    assert_eq!(stage.published().await, ["audit.log.exported.v1"]);
}

#[tokio::test]
async fn an_empty_span_is_an_empty_table_and_a_wrong_one_is_refused() {
    let (stage, org) = start().await;
    let span = json!({ "from": "2026-03-01T00:00:00Z", "to": "2026-03-03T00:00:00Z" });
    let answer = stage.post(&manager(org), "/audit/export", span).await;
    assert_eq!(String::from_utf8(answer.bytes).unwrap().lines().count(), 1);
    let wrong = json!({ "from": "2026-03-03T00:00:00Z", "to": "2026-03-03T00:00:00Z" });
    assert_eq!(stage.post(&manager(org), "/audit/export", wrong).await.code(), "request.invalid");
    assert_eq!(stage.published().await.len(), 1);
}
