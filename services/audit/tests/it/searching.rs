use plaza_core::OrgId;
use plaza_testkit::people::{manager, member};
use serde_json::json;
use uuid::Uuid;

use crate::world::{event, ids, start};

#[tokio::test]
async fn each_filter_narrows() {
    let (stage, org) = start().await;
    let (now, hour) = (stage.clock.now(), chrono::Duration::hours(1));
    let user = Uuid::now_v7();
    let mut by_user = event("bookings.booking.held.v1", Some(org), now - hour * 3);
    by_user.actor = format!("user:{user}");
    let mut same_request = event("payments.payment.created.v1", Some(org), now - hour * 2);
    same_request.correlationid = by_user.correlationid;
    let late = event("bookings.closure.created.v1", Some(org), now - hour);
    stage.deliver_envelopes(vec![by_user.clone(), same_request.clone(), late.clone()]).await;

    let at = |hours: i32| (now - hour * hours).to_rfc3339().replace('+', "%2B");
    let cases = [
        (String::new(), vec![&late, &same_request, &by_user]),
        (format!("actor={user}"), vec![&by_user]),
        (format!("actor=user:{user}"), vec![&by_user]),
        ("actor=service:tests".into(), vec![&late, &same_request]),
        ("entityType=booking".into(), vec![&by_user]),
        (format!("entityId={}", same_request.subject), vec![&same_request]),
        ("kind=bookings.booking.held.v1".into(), vec![&by_user]),
        ("kind=bookings.*".into(), vec![&late, &by_user]),
        ("kind=bookings_".into(), vec![]),
        (format!("correlationId={}", by_user.correlationid), vec![&same_request, &by_user]),
        (format!("from={}", at(2)), vec![&late, &same_request]),
        (format!("to={}", at(2)), vec![&by_user]),
        (format!("from={}&to={}&kind=bookings.", at(3), at(1)), vec![&by_user]),
    ];
    for (query, wanted) in cases {
        let page = stage.get(&manager(org), &format!("/audit/logs?{query}")).await.expect(200);
        assert_eq!(ids(&page), wanted.iter().map(|event| event.id.to_string()).collect::<Vec<_>>(), "{query}");
    }
    let unstorable = stage.get(&manager(org), "/audit/logs?actor=a%00b").await.expect(400);
    assert_eq!(unstorable["errors"][0]["field"], "actor");
}

#[tokio::test]
async fn pages_follow_each_other_also_within_one_instant() {
    let (stage, org) = start().await;
    let events: Vec<_> = (0..7).map(|_| event("a.b.c.v1", Some(org), stage.clock.now())).collect();
    stage.deliver_envelopes(events.clone()).await;
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    for _ in 0..3 {
        let page = stage.get(&manager(org), &format!("/audit/logs?limit=3&cursor={cursor}")).await.expect(200);
        seen.extend(ids(&page));
        cursor = page["next"].as_str().unwrap_or_default().to_owned();
    }
    let mut wanted: Vec<_> = events.iter().map(|event| event.id.to_string()).collect();
    wanted.reverse();
    assert_eq!((seen, cursor.as_str()), (wanted, ""));
}

#[tokio::test]
async fn only_those_who_run_an_organisation_read_its_own_log() {
    let (stage, org) = start().await;
    stage.deliver_envelopes(vec![event("a.b.c.v1", Some(org), stage.clock.now())]).await;
    assert_eq!(stage.get(&manager(OrgId::new()), "/audit/logs").await.expect(200)["items"], json!([]));
    for path in ["/audit/logs", "/audit/reports"] {
        assert_eq!(stage.get(&member(org), path).await.status, 403);
    }
    let span = json!({ "from": "2026-03-01T00:00:00Z", "to": "2026-04-01T00:00:00Z" });
    assert_eq!(stage.post(&member(org), "/audit/export", span).await.status, 403);
}

#[tokio::test]
async fn wrong_questions_are_refused_by_name() {
    let (stage, org) = start().await;
    for query in ["cursor=nonsense", "colour=red", "entityId=12", "from=yesterday"] {
        let answer = stage.get(&manager(org), &format!("/audit/logs?{query}")).await;
        assert_eq!((answer.status, answer.code()), (400, "request.invalid"), "{query}");
    }
}
