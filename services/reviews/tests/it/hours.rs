//! Reviews of hours of a person's time: they are of the person.

use chrono::Duration;
use plaza_bookings_api::BookingStatus;
use plaza_bookings_api::events::{BookingCancelled, BookingCompleted, BookingFacts, BookingNoShow};
use plaza_core::{OrgId, Role, UserId};
use plaza_reviews_api::ReviewId;
use plaza_testkit::people;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::World;

/// The client reviews an hour of the worker's; answers the booking and the review.
async fn hour_reviewed(world: &World, rating: u8) -> (Uuid, Value) {
    let (booking, _) = world.stayed(&world.client, Some(&world.worker)).await;
    let aspects = json!({"quality": rating, "punctuality": 1});
    let body = json!({"reference": booking, "rating": rating, "aspects": aspects, "text": "Llegó tarde"});
    (booking.uuid(), world.stage.post(&world.client, "/reviews", body).await.expect(201))
}

async fn order_reviewed(world: &World, rating: u8) -> Uuid {
    let order = world.completed().await;
    world.write(&world.client, order, rating).await.expect(201);
    world.write(&world.worker, order, 4).await.expect(201);
    order.uuid()
}

#[tokio::test]
async fn nobody_reviews_their_own_time() {
    let world = World::new().await;
    let (booking, _) = world.stayed(&world.worker, Some(&world.worker)).await;
    assert_eq!(world.stage.get(&world.worker, "/reviews/open").await.expect(200)["items"], json!([]));
    let body = json!({"reference": booking, "rating": 5});
    assert_eq!(world.stage.post(&world.worker, "/reviews", body).await.code(), "reviews.nothing_to_review");
    assert_eq!(world.stage.published().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_hour_that_cost_nothing_is_not_reviewed() {
    let world = World::new().await;
    let free: [fn(&mut BookingFacts); 2] = [|facts| facts.payment_id = None, |facts| facts.price.amount = 0];
    for make_free in free {
        let mut facts = world.booking(&world.client, Some(&world.worker));
        make_free(&mut facts);
        world.stage.deliver(Some(world.org), &BookingCompleted(facts.clone())).await;
        world.stage.deliver(Some(world.org), &BookingNoShow(facts.clone())).await;
        facts.was = Some(BookingStatus::Confirmed);
        world.stage.deliver(Some(world.org), &BookingCancelled(facts)).await;
    }
    assert_eq!(world.open(&world.client).await, 0);
    world.stayed(&world.client, None).await;
    assert_eq!(world.open(&world.client).await, 1, "a place is seen whatever it costs");
}

#[tokio::test]
async fn a_host_does_not_escape_a_review_by_saying_that_nobody_came() {
    let world = World::new().await;
    let facts = BookingFacts { by: world.worker.user().ok(), ..world.booking(&world.client, Some(&world.worker)) };
    world.stage.deliver(Some(world.org), &BookingNoShow(facts.clone())).await;
    assert_eq!(world.open(&world.client).await, 1);
    // An operator corrects it: it is the same hour still.
    world.stage.deliver(Some(world.org), &BookingCompleted(facts.clone())).await;
    assert_eq!(world.open(&world.client).await, 1);
    let body = json!({"reference": facts.booking_id, "rating": 1});
    world.stage.post(&world.client, "/reviews", body.clone()).await.expect(201);
    world.stage.deliver(Some(world.org), &BookingNoShow(facts)).await;
    assert_eq!(world.open(&world.client).await, 0);
    assert_eq!(world.stage.post(&world.client, "/reviews", body).await.code(), "reviews.already_reviewed");
    // Nor do hosts review themselves, and who stays away says nothing of a place.
    for (guest, host) in [(&world.worker, Some(&world.worker)), (&world.worker, None)] {
        world.stage.deliver(Some(world.org), &BookingNoShow(world.booking(guest, host))).await;
    }
    assert_eq!(world.open(&world.worker).await, 0);
    world.audit().await;
}

#[tokio::test]
async fn who_waited_in_vain_reviews_whom_they_waited_for() {
    let world = World::new().await;
    let (stage, begins) = (&world.stage, world.stage.clock.now() + Duration::hours(1));
    let cancelled = |by: Option<UserId>, was: BookingStatus, host: bool| {
        BookingCancelled(BookingFacts {
            by,
            was: Some(was),
            start_date_time: begins,
            end_date_time: begins + Duration::hours(1),
            status: BookingStatus::Cancelled,
            ..world.booking(&world.client, host.then_some(&world.worker))
        })
    };
    let (client, worker) = (world.client.user().ok(), world.worker.user().ok());
    stage.advance(Duration::minutes(59));
    stage.deliver(Some(world.org), &cancelled(client, BookingStatus::Confirmed, true)).await;
    assert_eq!(world.open(&world.client).await, 0, "before it begins nobody is waited for");
    stage.advance(Duration::minutes(1));
    // What never stood, and places.
    stage.deliver(Some(world.org), &cancelled(client, BookingStatus::Pending, true)).await;
    stage.deliver(Some(world.org), &cancelled(client, BookingStatus::Confirmed, false)).await;
    assert_eq!(world.open(&world.client).await, 0);
    for (by, open) in [(worker, 0), (world.manager.user().ok(), 0), (client, 1)] {
        stage.deliver(Some(world.org), &cancelled(by, BookingStatus::Confirmed, true)).await;
        assert_eq!(world.open(&world.client).await, open, "what others cancel is given back whole");
    }
    world.audit().await;
}

#[tokio::test]
async fn an_hour_is_asked_for_as_work_is_and_shown_at_once() {
    let world = World::new().await;
    let (booking, _) = world.stayed(&world.client, Some(&world.worker)).await;
    let host = json!(world.worker.user().unwrap());
    let open = world.stage.get(&world.client, "/reviews/open").await.expect(200);
    let chance = &open["items"][0];
    assert_eq!((&chance["subjectKind"], &chance["subject"]), (&json!("professional"), &host));
    assert_eq!(
        (&chance["host"], &chance["aspects"]),
        (&host, &json!(["quality", "communication", "punctuality", "value"]))
    );
    assert_eq!(world.stage.get(&world.worker, "/reviews/open").await.expect(200)["items"], json!([]));
    let of_a_place = json!({"reference": booking, "rating": 2, "aspects": {"cleanliness": 2}});
    assert_eq!(world.stage.post(&world.client, "/reviews", of_a_place).await.status, 400);
    let of_a_person = json!({"reference": booking, "rating": 2, "aspects": {"punctuality": 1}});
    let written = world.stage.post(&world.client, "/reviews", of_a_person.clone()).await.expect(201);
    assert_eq!(written["status"], "published", "nobody writes back who could be waited for");
    let again = world.stage.post(&world.client, "/reviews", of_a_person.clone()).await;
    assert_eq!(again.code(), "reviews.already_reviewed");
    assert_eq!(world.stage.post(&world.worker, "/reviews", of_a_person).await.code(), "reviews.nothing_to_review");
    world.audit().await;
}

#[tokio::test]
async fn who_looks_at_a_person_finds_their_hours_among_their_work() {
    let world = World::new().await;
    order_reviewed(&world, 5).await;
    let (booking, hour) = hour_reviewed(&world, 2).await;
    let host = world.worker.user().unwrap();
    let shown = world.shown().await;
    let marks: Vec<_> = shown["items"].as_array().unwrap().iter().map(|one| (&one["rating"], &one["host"])).collect();
    assert_eq!(marks, [(&json!(2), &json!(host)), (&json!(5), &json!(null))], "the newest first");
    assert_eq!(shown["items"][0]["reference"], json!(null));
    let list = format!("/reviews?subjectKind=professional&subject={host}&limit=1");
    let first = world.stage.get(&world.client, &list).await.expect(200);
    let next = format!("{list}&cursor={}", first["next"].as_str().unwrap());
    let second = world.stage.get(&world.client, &next).await.expect(200);
    assert_eq!((&second["items"][0]["rating"], &second["next"]), (&json!(5), &json!(null)));
    let summary = world.summary().await;
    assert_eq!(
        (&summary["count"], &summary["average"], &summary["aspects"]),
        (&json!(2), &json!(3.5), &json!({"punctuality": 1.0, "quality": 2.0}))
    );
    let standing = world.stage.get(&world.client, &format!("/reviews/standing?userId={host}")).await.expect(200);
    assert_eq!((&standing["reviews"], &standing["average"]), (&json!(2), &json!(3.5)), "what levels follow from");

    // What their rating in searches is kept from.
    let told: Value = sqlx::query_scalar(
        "SELECT event_data FROM kernel.domain_events WHERE event_type = 'reviews.review.published.v1' ORDER BY seq DESC LIMIT 1",
    )
    .fetch_one(world.stage.pool())
    .await
    .unwrap();
    assert_eq!((&told["subjectKind"], &told["subject"]), (&json!("professional"), &json!(host)));
    assert_eq!((&told["host"], &told["reference"]), (&json!(host), &json!(booking)));
    assert_eq!((&told["ratingSum"], &told["ratingCount"]), (&json!(7), &json!(2)));

    let decide = format!("/operations/reviews/{}/decide", hour["id"].as_str().unwrap());
    world.stage.post(&world.manager, &decide, json!({"remove": true})).await.expect(200);
    assert_eq!((&world.summary().await["count"], &world.summary().await["average"]), (&json!(1), &json!(5.0)));
    assert_eq!(world.shown().await["items"].as_array().unwrap().len(), 1);
    world.audit().await;
}

#[tokio::test]
async fn a_host_finds_what_is_said_of_their_hours() {
    let world = World::new().await;
    let (booking, written) = hour_reviewed(&world, 2).await;
    let order = order_reviewed(&world, 5).await;
    let (place, _) = world.stayed(&world.client, None).await;
    world.stage.post(&world.client, "/reviews", json!({"reference": place, "rating": 5})).await.expect(201);
    let host = world.worker.user().unwrap();
    let received = world.stage.get(&world.worker, "/reviews/received").await.expect(200);
    let received = received["items"].as_array().unwrap();
    let marks: Vec<_> = received.iter().map(|one| (&one["host"], &one["reference"])).collect();
    assert_eq!(
        marks,
        [(&json!(null), &json!(order)), (&json!(host), &json!(booking))],
        "the newest first, each once, and no place that is nobody's"
    );
    assert_eq!(received[1]["authorName"], "Íñigo M.");
    let first = world.stage.get(&world.worker, "/reviews/received?limit=1").await.expect(200);
    let path = format!("/reviews/received?limit=1&cursor={}", first["next"].as_str().unwrap());
    let second = world.stage.get(&world.worker, &path).await.expect(200);
    assert_eq!((&second["items"][0]["id"], &second["next"]), (&written["id"], &json!(null)));
    let of_client = world.stage.get(&world.client, "/reviews/received").await.expect(200);
    let of_client = of_client["items"].as_array().unwrap();
    assert_eq!((of_client.len(), &of_client[0]["subjectKind"]), (1, &json!("client")));
    let elsewhere = people::person(OrgId::new(), host, Role::Member);
    assert_eq!(world.stage.get(&elsewhere, "/reviews/received").await.expect(200)["items"], json!([]));
}

/// Nobody but the host answers, and what others tried leaves the host their answer.
async fn only_the_host_answers(world: &World, review: &Value) {
    let reply = format!("/reviews/{}/reply", review["id"].as_str().unwrap());
    let admin = people::person(world.org, UserId::new(), Role::Admin);
    for other in [&world.client, &people::member(world.org), &world.manager, &admin] {
        let refused = world.stage.post(other, &reply, json!({"text": "No"})).await;
        assert_eq!((refused.status, refused.code()), (403, "reviews.not_the_reviewed"));
    }
    let answered = world.stage.post(&world.worker, &reply, json!({"text": "Había huelga"})).await.expect(200);
    assert_eq!(answered["reply"], "Había huelga");
    let again = world.stage.post(&world.worker, &reply, json!({"text": "Sí"})).await;
    assert_eq!((again.status, again.code()), (409, "reviews.already_replied"));
}

#[tokio::test]
async fn nobody_answers_in_a_host_s_place() {
    let world = World::new().await;
    let (_, written) = hour_reviewed(&world, 2).await;
    only_the_host_answers(&world, &written).await;
    world.audit().await;
}

/// A review of an hour as it was written when hours were reviewed as places.
async fn as_a_place(world: &World) -> Value {
    let (id, guest, host) = (ReviewId::new(), world.client.user().unwrap(), world.worker.user().unwrap());
    let [reference, hour] = [Uuid::now_v7(), Uuid::now_v7()];
    sqlx::query(
        "WITH opened AS (INSERT INTO chances (org_id, reference, author, subject_kind, subject, host, opened_at)
                         VALUES ($1, $2, $3, 'resource', $4, $5, now()))
         INSERT INTO ratings (org_id, subject_kind, subject, stars, count, version) VALUES ($1, 'resource', $4, 3, 1, 1)",
    )
    .bind(world.org)
    .bind(reference)
    .bind(guest)
    .bind(hour)
    .bind(host)
    .execute(world.stage.pool())
    .await
    .unwrap();
    sqlx::query(
        "INSERT INTO reviews (org_id, id, reference, author, subject_kind, subject, host, rating, aspects, body, status, submitted_at, published_at)
         VALUES ($1, $2, $3, $4, 'resource', $5, $6, 3, '{\"comfort\": 3}', 'Bien', 'published', now(), now())",
    )
    .bind(world.org)
    .bind(id)
    .bind(reference)
    .bind(guest)
    .bind(hour)
    .bind(host)
    .execute(world.stage.pool())
    .await
    .unwrap();
    json!({"id": id})
}

#[tokio::test]
async fn what_was_written_of_hours_as_of_places_stays_with_its_host() {
    let world = World::new().await;
    let written = as_a_place(&world).await;
    let received = world.stage.get(&world.worker, "/reviews/received").await.expect(200);
    let marks: Vec<_> = received["items"].as_array().unwrap().iter().map(|one| (&one["id"], &one["aspects"])).collect();
    assert_eq!(marks, [(&written["id"], &json!({"comfort": 3}))]);
    only_the_host_answers(&world, &written).await;
    assert_eq!(world.shown().await["items"], json!([]), "nor is it counted");
    assert_eq!(world.summary().await["count"], 0);
    world.audit().await;
}
