//! A repeated POST gets its first answer, and has one effect.

use axum::http::Method;
use plaza_core::{Cx, OrgId};
use plaza_testkit::people::{member, visitor};
use plaza_testkit::stage::Answer;
use plaza_web::idempotency::key;
use serde_json::json;

use crate::things::{MEETING, stage, things};

fn replayed(answer: &Answer) -> bool {
    answer.headers.get("idempotent-replayed").is_some_and(|value| value == "true")
}

#[tokio::test]
async fn a_repeat_gets_the_first_answer_and_says_so() {
    let stage = stage().await;
    let cx = member(OrgId::new());
    let first = stage.post_keyed(&cx, "k1", "/things", json!({"name": "a"})).await;
    let again = stage.post_keyed(&cx, "k1", "/things", json!({"name": "a"})).await;
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.body, again.body);
    assert_eq!((replayed(&first), replayed(&again)), (false, true));
    assert_eq!(again.headers["content-type"], "application/json");
    assert_eq!(things(&stage).await, 1);
}

#[tokio::test]
async fn another_key_another_person_or_no_key_is_another_request() {
    let stage = stage().await;
    let org = OrgId::new();
    let (ana, ben) = (member(org), member(org));
    let body = || json!({"name": "a"});
    let mut ids = Vec::new();
    for answer in [
        stage.post_keyed(&ana, "k1", "/things", body()).await,
        stage.post_keyed(&ana, "k2", "/things", body()).await,
        stage.post_keyed(&ben, "k1", "/things", body()).await,
        stage.post(&ana, "/things", body()).await,
        stage.post(&ana, "/things", body()).await,
    ] {
        assert!(!replayed(&answer));
        ids.push(answer.expect(201)["id"].to_string());
    }
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), things(&stage).await), (5, 5));
}

#[tokio::test]
async fn a_key_used_for_something_else_is_refused() {
    let stage = stage().await;
    let cx = member(OrgId::new());
    stage.post_keyed(&cx, "k1", "/things", json!({"name": "a"})).await.expect(201);
    let other = stage.post_keyed(&cx, "k1", "/things", json!({"name": "b"})).await;
    assert_eq!((other.status, other.code()), (422, "idempotency.key_reused"));
    assert_eq!(things(&stage).await, 1);
}

#[tokio::test]
async fn an_answer_is_not_shown_in_another_organisation() {
    let stage = stage().await;
    let here = member(OrgId::new());
    let there = Cx { org: Some(OrgId::new()), ..here.clone() };
    stage.post_keyed(&here, "k1", "/things", json!({"name": "a"})).await.expect(201);
    let other = stage.post_keyed(&there, "k1", "/things", json!({"name": "a"})).await;
    assert_eq!((other.status, other.code()), (422, "idempotency.key_reused"));
    // And the first is still there for its own.
    assert!(replayed(&stage.post_keyed(&here, "k1", "/things", json!({"name": "a"})).await));
}

#[tokio::test]
async fn a_refusal_keeps_nothing_and_the_key_may_be_used_again() {
    let stage = stage().await;
    let cx = member(OrgId::new());
    for _ in 0..2 {
        let refused = stage.post_keyed(&cx, "k1", "/things", json!({"name": "taken"})).await;
        assert_eq!((refused.status, refused.code(), replayed(&refused)), (409, "things.taken", false));
    }
    stage.post_keyed(&cx, "k1", "/things", json!({"name": "free"})).await.expect(201);
}

#[tokio::test]
async fn of_two_at_once_under_one_key_both_get_the_one_answer() {
    let stage = stage().await;
    let cx = member(OrgId::new());
    let (one, two) = tokio::join!(
        stage.post_keyed(&cx, "k1", "/things", json!({"name": MEETING})),
        stage.post_keyed(&cx, "k1", "/things", json!({"name": MEETING})),
    );
    assert_eq!((one.status, two.status), (201, 201), "{} {}", one.body, two.body);
    assert_eq!(one.body, two.body);
    assert!(replayed(&one) != replayed(&two), "one of them acted");
    assert_eq!(things(&stage).await, 1);
}

#[tokio::test]
async fn reads_do_not_look_at_keys() {
    let stage = stage().await;
    let cx = member(OrgId::new());
    stage.post_keyed(&cx, "k1", "/things", json!({"name": "a"})).await.expect(201);
    let keyed = Cx { idempotency: Some(key("k1", &Method::GET, "/things", b"").unwrap()), ..cx };
    let read = stage.get(&keyed, "/things").await;
    assert_eq!((read.status, replayed(&read)), (200, false));
}

#[tokio::test]
async fn when_the_answers_cannot_be_looked_up_nothing_is_done() {
    let stage = stage().await;
    sqlx::query("ALTER TABLE kernel.idempotency_keys RENAME TO elsewhere").execute(stage.pool()).await.unwrap();
    let answer = stage.post_keyed(&visitor(OrgId::new()), "k1", "/things", json!({"name": "a"})).await;
    assert_eq!(answer.status, 500);
    assert_eq!(things(&stage).await, 0);
}

#[test]
fn a_key_is_visible_text_and_the_fingerprint_tells_requests_apart() {
    let made = |text: &str| key(text, &Method::POST, "/things", b"{}");
    assert_eq!(made("k1").unwrap().key, "k1");
    for bad in ["", "with space", "ñ", "tab\t", &"x".repeat(256)] {
        assert_eq!(made(bad).unwrap_err().details["errors"][0]["field"], "Idempotency-Key", "{bad}");
    }
    let base = made("k1").unwrap().fingerprint;
    assert_eq!(base.len(), 64);
    assert_eq!(key("k2", &Method::POST, "/things", b"{}").unwrap().fingerprint, base);
    for other in [
        key("k1", &Method::PUT, "/things", b"{}"),
        key("k1", &Method::POST, "/thing", b"s{}"),
        key("k1", &Method::POST, "/things", b"{ }"),
    ] {
        assert_ne!(other.unwrap().fingerprint, base);
    }
}
