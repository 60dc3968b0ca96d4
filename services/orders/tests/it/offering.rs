//! Offers: made, countered, declined, taken back, expired, and shown in the conversation.

use std::sync::atomic::Ordering;

use chrono::Duration;
use plaza_core::Cx;
use plaza_jobs::Reconciler;
use plaza_orders::domain::offer::OPEN_AT_ONCE;
use plaza_orders::expire::job::ExpireOffers;
use plaza_orders_api::{Orders, OrdersClient};
use plaza_professionals_api::ProfileStatus;
use plaza_testkit::people::member;
use serde_json::{Value, json};

use crate::world::{World, paid, path, uuid};

#[tokio::test]
async fn an_offer_is_made_shown_and_listed() {
    let world = World::new().await;
    let offer = world.offer(world.two_parts()).await;
    assert_eq!((offer["status"].clone(), offer["awaits"].clone()), (json!("open"), json!("client")));
    assert_eq!((offer["price"]["amount"].clone(), offer["deliveryDays"].clone()), (json!(10_000), json!(9)));
    assert_eq!(offer["actions"], json!(["counter", "withdraw"]));
    assert_eq!(world.offer_seen(&offer).await["actions"], json!(["accept", "counter", "reject"]));
    world.stage.settle().await;
    let card = world.chat.card(&offer["id"]);
    assert_eq!((card.conversation, card.data["status"].clone()), (world.talk, json!("open")));
    assert_eq!(card.key, format!("offer:{}", offer["id"].as_str().unwrap()));
    assert!(card.data.get("title").is_none(), "no words of people in a card");
    assert_eq!(world.stage.published().await, ["orders.offer.created.v1"]);
    for (who, query, count) in [
        (&world.client, "", 1),
        (&world.client, "?as=client&status=open", 1),
        (&world.client, "?as=professional", 0),
        (&world.pro, "?as=professional&status=accepted", 0),
        (&world.pro, &format!("?conversationId={}", world.talk)[..], 1),
        (&world.boss, "", 0),
    ] {
        let listed = world.stage.get(who, &format!("/offers{query}")).await.expect(200);
        assert_eq!(listed["items"].as_array().unwrap().len(), count, "{query}");
    }
    assert_eq!(world.stage.get(&world.client, "/offers?status=nonsense").await.status, 400);
    let client = world.stage.client::<OrdersClient>();
    let card = client.offer(&world.pro, offer["id"].as_str().unwrap().parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(card.title, "A logo");
}

#[tokio::test]
async fn only_a_published_professional_offers_and_only_to_who_they_talk_with() {
    let world = World::new().await;
    let mut backwards = world.offered(world.terms());
    backwards["client"] = json!(world.pro.user().unwrap());
    assert_eq!(world.stage.post(&world.client, "/offers", backwards).await.code(), "orders.not_a_professional");
    let mut own = world.offered(world.terms());
    own["client"] = json!(world.pro.user().unwrap());
    assert_eq!(world.stage.post(&world.pro, "/offers", own).await.code(), "orders.conversation_not_found");
    let mut stranger = world.offered(world.terms());
    stranger["client"] = json!(member(world.org).user().unwrap());
    assert_eq!(world.stage.post(&world.pro, "/offers", stranger).await.code(), "orders.conversation_not_found");
    let others = world.talk_of(&world.client, &world.boss);
    let mut elsewhere = world.offered(world.terms());
    elsewhere["conversationId"] = json!(others);
    assert_eq!(world.stage.post(&world.pro, "/offers", elsewhere).await.code(), "orders.conversation_not_found");
    let gig = world.gig(|gig| gig.user_id = world.boss.user().unwrap());
    let mut of_another = world.offered(world.terms());
    of_another["gigId"] = json!(gig.id);
    assert_eq!(world.stage.post(&world.pro, "/offers", of_another).await.code(), "orders.gig_not_found");
    let mut more = world.offered(world.terms());
    more["tip"] = json!(1);
    assert_eq!(world.stage.post(&world.pro, "/offers", more).await.status, 400, "unknown fields are refused");
    world.professionals.0.lock().unwrap().insert(world.pro.user().unwrap(), ProfileStatus::Draft);
    let refused = world.stage.post(&world.pro, "/offers", world.offered(world.terms())).await;
    assert_eq!((refused.status, refused.code()), (403, "orders.not_a_professional"));
}

#[tokio::test]
async fn a_counter_takes_the_place_until_both_agree() {
    let world = World::new().await;
    let first = world.offer(world.terms()).await;
    let mut lower = world.terms();
    lower["price"]["amount"] = json!(8_000);
    let counter = path("offers", &first["id"], "counter");
    let second = world.stage.post(&world.client, &counter, lower).await.expect(201);
    assert_eq!((second["version"].clone(), second["awaits"].clone()), (json!(2), json!("professional")));
    assert_eq!((second["threadId"].clone(), second["supersedes"].clone()), (first["id"].clone(), first["id"].clone()));
    assert_eq!(world.accept(&first, "tok_approved").await.code(), "orders.offer_wrong_state");
    assert_eq!(world.accept(&second, "tok_approved").await.code(), "orders.not_your_turn");
    let accept = path("offers", &second["id"], "accept");
    assert_eq!(world.stage.post(&world.pro, &accept, paid("tok_approved")).await.status, 400, "the client pays");
    let agreed = world.stage.post(&world.pro, &accept, json!({})).await.expect(200);
    assert_eq!((agreed["offer"]["awaits"].clone(), agreed["order"].clone()), (json!("client"), Value::Null));
    assert_eq!(world.stage.post(&world.client, &accept, json!({})).await.status, 400, "now it has to be paid");
    let accepted = world.accept(&second, "tok_approved").await.expect(201);
    assert_eq!(accepted["order"]["price"]["amount"], 8_000);
    world.stage.settle().await;
    assert_eq!(world.chat.card(&first["id"]).data["status"], "countered");
    assert_eq!(world.chat.card(&second["id"]).data["status"], "accepted");
    assert_eq!(world.chat.card(&second["id"]).author, world.client.user().unwrap());
    let thread = format!("/offers?threadId={}", first["id"].as_str().unwrap());
    assert_eq!(world.stage.get(&world.pro, &thread).await.expect(200)["items"].as_array().unwrap().len(), 2);
    world.sound().await;
}

#[tokio::test]
async fn who_was_asked_declines_and_who_waits_takes_back() {
    let world = World::new().await;
    let offer = world.offer(world.terms()).await;
    let (reject, withdraw) = (path("offers", &offer["id"], "reject"), path("offers", &offer["id"], "withdraw"));
    assert_eq!(world.stage.post(&world.pro, &reject, json!({})).await.code(), "orders.not_your_turn");
    assert_eq!(world.stage.post(&world.client, &withdraw, json!({})).await.code(), "orders.your_turn");
    let declined = world.stage.post(&world.client, &reject, json!({"reason": " Too dear "})).await.expect(200);
    assert_eq!((declined["status"].clone(), declined["reason"].clone()), (json!("rejected"), json!("Too dear")));
    let again = world.offer(world.terms()).await;
    let withdraw = path("offers", &again["id"], "withdraw");
    assert_eq!(world.stage.post(&world.pro, &withdraw, json!({})).await.expect(200)["status"], "withdrawn");
    assert_eq!(world.accept(&again, "tok_approved").await.code(), "orders.offer_wrong_state");
    world.sound().await;
}

#[tokio::test]
async fn nobody_answers_in_time() {
    let world = World::new().await;
    let offer = world.offer(world.terms()).await;
    world.stage.advance(Duration::days(3));
    assert_eq!(world.accept(&offer, "tok_approved").await.code(), "orders.offer_expired", "before anybody noted it");
    world.stage.settle().await;
    assert_eq!(world.offer_seen(&offer).await["status"], "expired");
    assert_eq!(world.accept(&offer, "tok_approved").await.code(), "orders.offer_expired");
    assert_eq!(world.payments.count(), 0);
    world.sound().await;
}

#[tokio::test]
async fn where_the_two_write_no_more_no_terms_are_proposed() {
    let world = World::new().await;
    let first = world.offer(world.terms()).await;
    let counter = path("offers", &first["id"], "counter");
    for (blocked, closed, code) in [
        (true, false, "orders.conversation_blocked"),
        (false, true, "orders.conversation_closed"),
        (true, true, "orders.conversation_closed"),
    ] {
        world.chat.allow(world.talk, blocked, closed);
        let refused = world.stage.post(&world.pro, "/offers", world.offered(world.terms())).await;
        assert_eq!((refused.status, refused.code()), (422, code));
        for who in [&world.client, &world.pro] {
            let refused = world.stage.post(who, &counter, world.terms()).await;
            assert_eq!((refused.status, refused.code()), (422, code));
        }
        let stranger = member(world.org);
        assert_eq!(world.stage.post(&stranger, &counter, world.terms()).await.code(), "orders.offer_not_found");
    }
    assert_eq!(world.offer_seen(&first).await["status"], "open", "what was proposed before can still be answered");
    world.chat.allow(world.talk, false, false);
    world.stage.post(&world.client, &counter, world.terms()).await.expect(201);
    let all = world.stage.get(&world.client, "/offers").await.expect(200);
    assert_eq!(all["items"].as_array().unwrap().len(), 2, "nothing of what was refused was written");
}

#[tokio::test]
async fn one_client_has_so_many_offers_of_one_professional_to_answer() {
    let world = World::new().await;
    let body = world.offered(world.terms());
    let first = world.stage.post_keyed(&world.pro, "first", "/offers", body.clone()).await.expect(201);
    for _ in 1..OPEN_AT_ONCE {
        world.offer(world.terms()).await;
    }
    let refused = world.stage.post(&world.pro, "/offers", body.clone()).await;
    assert_eq!((refused.status, refused.code()), (422, "orders.too_many_offers"));
    let again = world.stage.post_keyed(&world.pro, "first", "/offers", body.clone()).await.expect(201);
    assert_eq!(again["id"], first["id"], "a repeat is what it was");
    // Answering with other terms makes no room, and needs none.
    let counter = path("offers", &first["id"], "counter");
    let second = world.stage.post(&world.client, &counter, world.terms()).await.expect(201);
    assert_eq!(world.stage.post(&world.pro, "/offers", body.clone()).await.code(), "orders.too_many_offers");
    let counter = path("offers", &second["id"], "counter");
    let third = world.stage.post(&world.pro, &counter, world.terms()).await.expect(201);
    // Somebody else has their own.
    let other = member(world.org);
    let mut elsewhere = body.clone();
    elsewhere["client"] = json!(other.user().unwrap());
    elsewhere["conversationId"] = json!(world.talk_of(&other, &world.pro));
    world.stage.post(&world.pro, "/offers", elsewhere).await.expect(201);
    world.stage.post(&world.client, &path("offers", &third["id"], "reject"), json!({})).await.expect(200);
    world.offer(world.terms()).await;
    assert_eq!(world.stage.post(&world.pro, "/offers", body).await.code(), "orders.too_many_offers");
    // What nobody can answer any more counts no longer, noted or not.
    world.stage.advance(Duration::days(3));
    world.offer(world.terms()).await;
}

#[tokio::test]
async fn an_offer_that_cannot_be_expired_keeps_no_other_from_it() {
    let world = World::new().await;
    let (broken, other) = (world.offer(world.terms()).await, world.offer(world.terms()).await);
    sqlx::query("UPDATE offers SET milestones = '{}', expires_at = expires_at - interval '1 hour' WHERE id = $1")
        .bind(uuid(&broken["id"]))
        .execute(world.stage.pool())
        .await
        .unwrap();
    world.stage.advance(Duration::days(3));
    let folder = std::env::temp_dir().join(format!("plaza-orders-{}", uuid::Uuid::now_v7()));
    let job = ExpireOffers(world.app(plaza_files::Files::local(&folder).unwrap()));
    job.run(&Cx::service("orders", None)).await.unwrap_err();
    assert_eq!(world.offer_seen(&other).await["status"], "expired");
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_card_comes_when_chat_comes_back() {
    let world = World::new().await;
    world.chat.down.store(true, Ordering::SeqCst);
    let offer = world.offer(world.terms()).await;
    world.accept(&offer, "tok_approved").await.expect(201);
    world.stage.settle().await;
    world.chat.down.store(false, Ordering::SeqCst);
    world.stage.advance(Duration::hours(1));
    world.stage.settle().await;
    assert_eq!(world.chat.card(&offer["id"]).data["status"], "accepted");
}

#[tokio::test]
async fn a_repeated_key_offers_once() {
    let world = World::new().await;
    let body = world.offered(world.terms());
    let first = world.stage.post_keyed(&world.pro, "once", "/offers", body.clone()).await.expect(201);
    let second = world.stage.post_keyed(&world.pro, "once", "/offers", body).await.expect(201);
    assert_eq!(first["id"], second["id"]);
}
