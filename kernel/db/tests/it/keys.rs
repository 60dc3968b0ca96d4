//! Clients' keys: the answer is kept with the effect, once.

use chrono::Duration;
use plaza_core::{Cx, Fault, IdempotencyKey, OrgId};
use plaza_db::idempotency::{Kept, find, forget};
use plaza_db::{Db, Error, Result};
use plaza_testkit::KernelDatabase;
use plaza_testkit::people::member;
use serde_json::json;

use crate::facts::Unspeakable;

fn key(text: &str, fingerprint: &str) -> IdempotencyKey {
    IdempotencyKey { key: text.into(), fingerprint: fingerprint.into() }
}

fn keyed(text: &str) -> Cx {
    Cx { idempotency: Some(key(text, "same")), ..member(OrgId::new()) }
}

async fn base() -> KernelDatabase {
    let base = KernelDatabase::of("doors").await;
    base.execute("CREATE TABLE effect (n int)").await;
    base
}

async fn act(db: &Db, cx: &Cx, n: i32) -> Result<()> {
    let mut tx = db.begin(cx).await?;
    sqlx::query("INSERT INTO effect VALUES ($1)").bind(n).execute(&mut *tx).await?;
    tx.answer(201, &json!({ "n": n }));
    tx.commit().await
}

#[tokio::test]
async fn the_answer_is_kept_for_the_same_actor_key_and_request() {
    let base = base().await;
    let cx = keyed("k1");
    let kept = async |actor: &str, key: &IdempotencyKey| find(base.db.pool(), actor, key).await.unwrap();
    assert_eq!(kept(&cx.actor_label(), &key("k1", "same")).await, None);
    act(&base.db, &cx, 5).await.unwrap();
    let answer = Kept::Answer { status: 201, body: json!({"n": 5}) };
    assert_eq!(kept(&cx.actor_label(), &key("k1", "same")).await, Some(answer));
    assert_eq!(kept(&cx.actor_label(), &key("k1", "other")).await, Some(Kept::Different));
    assert_eq!(kept(&cx.actor_label(), &key("k2", "same")).await, None);
    assert_eq!(kept("user:somebody-else", &key("k1", "same")).await, None);
}

#[tokio::test]
async fn without_a_key_nothing_is_kept() {
    let base = base().await;
    act(&base.db, &member(OrgId::new()), 1).await.unwrap();
    assert_eq!(base.count("SELECT count(*) FROM effect").await, 1);
    assert_eq!(base.count("SELECT count(*) FROM kernel.idempotency_keys").await, 0);
}

#[tokio::test]
async fn a_key_without_an_answer_keeps_nothing() {
    let base = base().await;
    base.db.begin(&keyed("k1")).await.unwrap().commit().await.unwrap();
    assert_eq!(base.count("SELECT count(*) FROM kernel.idempotency_keys").await, 0);
}

#[tokio::test]
async fn of_two_at_once_under_one_key_one_acts() {
    let base = base().await;
    let cx = keyed("k1");
    let (mut one, mut two) = (base.db.begin(&cx).await.unwrap(), base.db.begin(&cx).await.unwrap());
    for (tx, n) in [(&mut one, 1), (&mut two, 2)] {
        sqlx::query("INSERT INTO effect VALUES ($1)").bind(n).execute(&mut **tx).await.unwrap();
        tx.answer(201, &n);
    }
    let (one, two) = tokio::join!(one.commit(), two.commit());
    let lost: Vec<Error> = [one, two].into_iter().filter_map(Result::err).collect();
    assert!(matches!(lost.as_slice(), [Error::KeyInUse]), "{lost:?}");
    assert_eq!(base.count("SELECT count(*) FROM effect").await, 1);
    let kept = find(base.db.pool(), &cx.actor_label(), &key("k1", "same")).await.unwrap();
    let acted = base.count("SELECT n::bigint FROM effect").await;
    assert_eq!(kept, Some(Kept::Answer { status: 201, body: json!(acted) }));
    let fault = Fault::from(Error::KeyInUse);
    assert_eq!((fault.kind.status(), fault.code.as_str()), (409, "idempotency.in_use"));
}

#[tokio::test]
async fn one_that_waits_for_another_acts_when_that_one_gives_up() {
    let base = base().await;
    let cx = keyed("k1");
    // The first holds the key in an open transaction, then goes away.
    let mut first = base.db.begin(&cx).await.unwrap();
    sqlx::query("INSERT INTO kernel.idempotency_keys VALUES ($1, 'k1', 'same', 200, 'null', $2)")
        .bind(cx.actor_label())
        .bind(base.clock.now())
        .execute(&mut *first)
        .await
        .unwrap();
    let give_up = async { drop(first) };
    let (second, ()) = tokio::join!(act(&base.db, &cx, 2), give_up);
    second.unwrap();
    assert_eq!(base.count("SELECT count(*) FROM effect").await, 1);
}

#[tokio::test]
async fn an_answer_that_cannot_be_kept_takes_its_effect_with_it() {
    let base = base().await;
    let mut tx = base.db.begin(&keyed("k1")).await.unwrap();
    sqlx::query("INSERT INTO effect VALUES (1)").execute(&mut *tx).await.unwrap();
    tx.answer(201, &Unspeakable);
    assert!(matches!(tx.commit().await, Err(Error::Unexpected(_))));
    assert_eq!(base.count("SELECT count(*) FROM effect").await, 0);
}

#[tokio::test]
async fn old_keys_are_forgotten() {
    let base = base().await;
    act(&base.db, &keyed("old"), 1).await.unwrap();
    base.clock.advance(Duration::hours(3));
    act(&base.db, &keyed("new"), 2).await.unwrap();
    assert_eq!(forget(base.db.pool(), base.clock.now() - Duration::hours(1)).await.unwrap(), 1);
    assert_eq!(base.count("SELECT count(*) FROM kernel.idempotency_keys WHERE key = 'new'").await, 1);
    assert_eq!(forget(base.db.pool(), base.clock.now() - Duration::hours(1)).await.unwrap(), 0);
}
