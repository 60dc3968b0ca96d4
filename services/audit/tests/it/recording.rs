use plaza_testkit::people::manager;
use serde_json::json;

use crate::world::{count, event, ids, start};

#[tokio::test]
async fn every_event_becomes_one_entry_however_often_it_comes() {
    let (stage, org) = start().await;
    let now = stage.clock.now();
    let confirmed = event("bookings.booking.confirmed.v1", Some(org), now);
    let batch: Vec<_> = (0..120).map(|_| event("payments.payment.created.v1", Some(org), now)).collect();
    stage.deliver_envelopes([vec![confirmed.clone()], batch.clone()].concat()).await;
    stage.deliver_envelopes(batch).await;
    stage.deliver_envelopes(vec![confirmed.clone()]).await;
    assert_eq!(count(&stage, "audit_log").await, 121);

    let page = stage.get(&manager(org), "/audit/logs?kind=bookings.").await.expect(200);
    let wanted = json!({
        "id": confirmed.id, "at": "2026-03-02T09:00:00Z", "actor": "service:tests", "service": "bookings", "kind": "bookings.booking.confirmed.v1",
        "entityType": "booking", "entityId": confirmed.subject, "correlationId": confirmed.correlationid, "version": 1, "data": { "fact": 1 }
    });
    assert_eq!(page["items"], json!([wanted]));
}

#[tokio::test]
async fn an_event_of_any_time_and_of_no_organisation_is_kept() {
    let (stage, org) = start().await;
    let now = stage.clock.now();
    let years = |years: i64| now + chrono::Duration::days(365 * years);
    let times = [now, years(-60), years(5_000), plaza_core::Instant::MIN_UTC, plaza_core::Instant::MAX_UTC];
    let events: Vec<_> = times.into_iter().map(|at| event("a.b.c.v1", Some(org), at)).collect();
    stage.deliver_envelopes(events.clone()).await;
    stage.deliver_envelopes(vec![event("a.b.c.v1", None, now)]).await;
    stage.settle().await;
    assert_eq!(count(&stage, "audit_log").await, 6);
    let page = stage.get(&manager(org), "/audit/logs").await.expect(200);
    let newest_first: Vec<_> = [4, 2, 0, 1, 3].into_iter().map(|n: usize| events[n].id.to_string()).collect();
    assert_eq!(ids(&page), newest_first);
}

#[tokio::test]
async fn what_has_no_organisation_is_told_to_none() {
    let (stage, org) = start().await;
    stage.deliver_envelopes(vec![event("identity.user.registered.v1", None, stage.clock.now())]).await;
    assert_eq!(stage.get(&manager(org), "/audit/logs").await.expect(200)["items"], json!([]));
}
