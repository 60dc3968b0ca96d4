//! What was paid for a person's time while it is held: given back, refused to who is part of it, and never moved twice.

use chrono::Duration;
use plaza_testkit::people::manager;
use serde_json::json;

use crate::hosting::{at, lucia, one, paid, released};
use crate::world::{World, euros};

#[tokio::test]
async fn until_it_is_released_an_operator_gives_it_back_in_part_or_whole() {
    let world = World::new().await;
    let (host, time) = lucia(&world);
    let booked = paid(&world, &time, 24).await;
    let back = |amount: i64| json!({"amount": euros(amount), "reason": "left early"});
    let held = world.stage.post(&world.boss, &at(&booked, "/refunds"), back(300)).await.expect(200);
    assert_eq!((&held["status"], &held["payment"]["refunded"]["amount"]), (&json!("confirmed"), &json!(300)));
    world.stage.advance(Duration::hours(27));
    world.stage.settle().await;
    let part = world.stage.post(&world.boss, &at(&booked, "/refunds"), back(700)).await.expect(200);
    assert_eq!((&part["status"], &part["payment"]["refunded"]["amount"]), (&json!("completed"), &json!(1_000)));
    for amount in [back(1_001), back(0), json!({"amount": {"amount": 10, "currency": "USD"}})] {
        let much = world.stage.post(&world.boss, &at(&booked, "/refunds"), amount).await;
        assert_eq!((much.status, &much.body["errors"][0]["field"]), (400, &json!("amount")));
    }
    world.stage.settle().await;
    assert_eq!((released(&world), world.fakes.payments.balance()), (vec![], 1_000));
    let history = world.stage.get(&host, &at(&booked, "/history")).await.expect(200);
    let last = history["items"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["to"], &last["reason"]), (&json!("completed"), &json!("left early")));
    assert_eq!(last["refund"]["amount"], 700);
    assert_eq!(world.fakes.payments.refunds.lock().unwrap().len(), 2);
    world.sound().await;
    world.stage.advance(Duration::hours(24));
    world.stage.settle().await;
    assert_eq!(released(&world), one(&booked, 1_000));
    world.sound().await;
}

#[tokio::test]
async fn what_is_given_back_whole_leaves_nothing_to_release() {
    let world = World::new().await;
    let (host, time) = lucia(&world);
    let booked = paid(&world, &time, 24).await;
    world.stage.advance(Duration::hours(24));
    world.stage.patch(&host, &at(&booked, "/status"), json!({"status": "no_show"})).await.expect(200);
    let back = world.stage.post(&world.boss, &at(&booked, "/refunds"), json!({})).await.expect(200);
    assert_eq!((&back["status"], &back["payment"].get("heldUntil")), (&json!("no_show"), &None));
    world.stage.patch(&world.boss, &at(&booked, "/status"), json!({"status": "completed"})).await.expect(200);
    let again = world.stage.post(&world.boss, &at(&booked, "/refunds"), json!({})).await;
    assert_eq!((again.status, again.code()), (409, "bookings.not_held"));
    world.stage.advance(Duration::hours(60));
    world.stage.settle().await;
    assert_eq!((released(&world), world.fakes.payments.balance()), (vec![], 0));
    let told: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM kernel.domain_events WHERE event_type = 'bookings.booking.refunded.v1'",
    )
    .fetch_one(world.stage.pool())
    .await
    .unwrap();
    assert_eq!(told, 1);
    world.sound().await;
}

#[tokio::test]
async fn giving_back_and_releasing_at_once_move_the_money_once() {
    let world = World::new().await;
    let (_, time) = lucia(&world);
    let booked = paid(&world, &time, 24).await;
    world.stage.advance(Duration::hours(26));
    world.stage.settle().await;
    world.stage.advance(Duration::hours(24));
    let (path, everything) = (at(&booked, "/refunds"), json!({}));
    let (given, ()) = tokio::join!(world.stage.post(&world.boss, &path, everything), world.stage.settle());
    world.stage.settle().await;
    match given.status {
        200 => assert_eq!((released(&world), world.fakes.payments.balance()), (vec![], 0)),
        _ => {
            assert_eq!(given.code(), "bookings.settled");
            assert_eq!((released(&world), world.fakes.payments.balance()), (one(&booked, 2_000), 2_000));
        }
    }
    world.sound().await;
}

#[tokio::test]
async fn operators_are_no_operators_of_what_they_booked_or_give() {
    let world = World::new().await;
    let (_, time) = lucia(&world);
    let other = manager(world.org);
    // As who booked: the policy holds for them, and another decides.
    let booked = world.book(&other, world.paid(&time, 24, 26, "tok_approved")).await.expect(201);
    for status in ["confirmed", "cancelled", "completed", "no_show"] {
        let own = world.stage.patch(&other, &at(&booked, "/status"), json!({"status": status})).await;
        assert_eq!((own.status, own.code()), (403, "bookings.own_booking"), "{status}");
    }
    let own = world.stage.post(&other, &at(&booked, "/refunds"), json!({})).await;
    assert_eq!((own.status, own.code()), (403, "bookings.own_booking"));
    world.stage.advance(Duration::hours(25));
    let quoted = world.stage.get(&other, &at(&booked, "/cancellation-quote")).await.expect(200);
    assert_eq!((&quoted["refund"]["amount"], &quoted["reason"]["name"]), (&json!(0), &json!("started")));
    // As whose time it is: what hosts may do, and no more.
    let boss = manager(world.org);
    let own = world.room(|card| {
        card.host = boss.user().ok();
        card.rates.per_hour = Some(euros(1_000));
    });
    let booked = world.book(&world.ana, world.paid(&own, 30, 32, "tok_approved")).await.expect(201);
    world.stage.advance(Duration::hours(6));
    let complete = world.stage.patch(&boss, &at(&booked, "/status"), json!({"status": "completed"})).await;
    assert_eq!((complete.status, complete.code()), (403, "bookings.not_for_hosts"));
    let back = world.stage.post(&boss, &at(&booked, "/refunds"), json!({})).await;
    assert_eq!((back.status, back.code()), (403, "bookings.not_for_hosts"));
    let to = json!({"startDateTime": world.hour(40), "endDateTime": world.hour(42)});
    assert_eq!(world.stage.post(&boss, &at(&booked, "/reschedule"), to).await.code(), "bookings.not_for_hosts");
    world.stage.patch(&other, &at(&booked, "/status"), json!({"status": "completed"})).await.expect(200);
    // A room is the operators' in any case.
    let room = world.priced_room();
    let desk = world.book(&other, world.wanted(&room, 40, 42)).await.expect(201);
    world.stage.patch(&other, &at(&desk, "/status"), json!({"status": "confirmed"})).await.expect(200);
    let sold = world.stage.post(&other, &at(&desk, "/refunds"), json!({})).await;
    assert_eq!((sold.status, sold.code()), (409, "bookings.not_held"));
}

#[tokio::test]
async fn nobody_books_their_own_time() {
    let world = World::new().await;
    let (host, time) = lucia(&world);
    let own = world.book(&host, world.paid(&time, 24, 26, "tok_approved")).await;
    assert_eq!((own.status, own.code()), (422, "bookings.own_time"));
    let mut for_them = world.wanted(&time, 24, 26);
    for_them["userId"] = json!(host.user().unwrap());
    assert_eq!(world.book(&world.boss, for_them).await.code(), "bookings.own_time");
    let asked = json!({"resourceId": time.id, "startDateTime": world.hour(24), "endDateTime": world.hour(26)});
    let quoted = world.stage.post(&host, "/bookings/quote", asked).await.expect(200);
    assert_eq!((&quoted["bookable"], &quoted["refusal"]["code"]), (&json!(false), &json!("bookings.own_time")));
    assert_eq!(world.fakes.payments.count(), 0);
}

#[tokio::test]
async fn once_it_is_settled_the_host_no_longer_says_what_it_was() {
    let world = World::new().await;
    let (host, time) = lucia(&world);
    let no_show = json!({"status": "no_show"});
    let booked = paid(&world, &time, 24).await;
    world.stage.advance(Duration::hours(27));
    world.stage.settle().await;
    world.stage.patch(&host, &at(&booked, "/status"), no_show.clone()).await.expect(200);
    world.stage.patch(&world.boss, &at(&booked, "/status"), json!({"status": "completed"})).await.expect(200);
    let again = world.stage.patch(&host, &at(&booked, "/status"), no_show.clone()).await;
    assert_eq!((again.status, again.code()), (409, "bookings.decided"), "an operator has heard both");
    world.stage.advance(Duration::hours(23));
    let late = world.stage.patch(&host, &at(&booked, "/status"), no_show.clone()).await;
    assert_eq!((late.status, late.code()), (409, "bookings.settled"));
    world.stage.patch(&world.boss, &at(&booked, "/status"), no_show).await.expect(200);
}

#[tokio::test]
async fn a_refund_that_the_provider_refuses_is_asked_anew() {
    let world = World::new().await;
    let (host, time) = lucia(&world);
    let booked = paid(&world, &time, 24).await;
    let key = format!("refund:{}:3", booked["id"].as_str().unwrap());
    *world.fakes.payments.unrefundable.lock().unwrap() = vec![key.clone(), format!("{key}:1")];
    world.stage.post(&host, &at(&booked, "/cancel"), json!({})).await.expect(200);
    world.stage.settle().await;
    assert_eq!(world.fakes.payments.balance(), 2_000);
    for _ in 0..10 {
        world.stage.advance(Duration::minutes(10));
        world.stage.settle().await;
    }
    assert_eq!(world.fakes.payments.balance(), 0);
    assert_eq!(world.fakes.payments.refunds.lock().unwrap().keys().collect::<Vec<_>>(), [&format!("{key}:2")]);
    let waiting: i64 = sqlx::query_scalar("SELECT count(*) FROM refunds WHERE done_at IS NULL")
        .fetch_one(world.stage.pool())
        .await
        .unwrap();
    assert_eq!(waiting, 0);
    world.sound().await;
}

#[tokio::test]
async fn a_refund_that_is_refused_time_and_again_waits_for_somebody() {
    let world = World::new().await;
    let (host, time) = lucia(&world);
    let booked = paid(&world, &time, 24).await;
    let key = format!("refund:{}:3", booked["id"].as_str().unwrap());
    let keys = (1..100).map(|refusals| format!("{key}:{refusals}")).chain([key.clone()]);
    *world.fakes.payments.unrefundable.lock().unwrap() = keys.collect();
    world.stage.post(&host, &at(&booked, "/cancel"), json!({})).await.expect(200);
    let refusals = async || {
        let asked = sqlx::query_scalar::<_, i32>("SELECT refusals FROM refunds").fetch_one(world.stage.pool()).await;
        asked.unwrap()
    };
    for _ in 0..20 {
        world.stage.advance(Duration::hours(1));
        world.stage.settle().await;
    }
    let first_day = refusals().await;
    world.stage.advance(Duration::hours(6));
    world.stage.settle().await;
    assert_eq!(refusals().await, first_day, "it rests");
    let dead: i64 =
        sqlx::query_scalar("SELECT count(*) FROM kernel.jobs WHERE kind = 'refund_booking' AND state = 'dead'")
            .fetch_one(world.stage.pool())
            .await
            .unwrap();
    assert_eq!(dead, 1, "operators see it at their desk, and can try again");
    let found = plaza_bookings::audit::check(world.stage.pool().clone()).await.unwrap();
    assert_eq!(found.iter().map(|finding| finding.check.as_str()).collect::<Vec<_>>(), ["bookings.refund_is_refused"]);
    // Somebody discards it there, and the provider takes it the next day: what was promised is not forgotten.
    sqlx::query("DELETE FROM kernel.jobs WHERE kind = 'refund_booking'").execute(world.stage.pool()).await.unwrap();
    world.fakes.payments.unrefundable.lock().unwrap().clear();
    world.stage.advance(Duration::days(1));
    world.stage.settle().await;
    assert_eq!(world.fakes.payments.balance(), 0);
    world.sound().await;
}

#[tokio::test]
async fn a_refund_is_done_when_what_was_under_way_instead_of_it_is() {
    let world = World::new().await;
    let (host, time) = lucia(&world);
    let booked = paid(&world, &time, 24).await;
    *world.fakes.payments.giving_back.lock().unwrap() = true;
    world.stage.post(&host, &at(&booked, "/cancel"), json!({})).await.expect(200);
    let waiting = async || {
        let open = sqlx::query_scalar::<_, i64>("SELECT count(*) FROM refunds WHERE done_at IS NULL");
        open.fetch_one(world.stage.pool()).await.unwrap()
    };
    world.stage.settle().await;
    assert_eq!(waiting().await, 1, "nothing has come back yet");
    // It is refused in the end, and this one goes its way.
    *world.fakes.payments.giving_back.lock().unwrap() = false;
    world.stage.advance(Duration::minutes(10));
    world.stage.settle().await;
    assert_eq!((waiting().await, world.fakes.payments.balance()), (0, 0));
    world.sound().await;
}

#[tokio::test]
async fn who_waited_in_vain_and_cancels_can_still_be_given_back() {
    let world = World::new().await;
    let (_, time) = lucia(&world);
    let booked = paid(&world, &time, 24).await;
    world.stage.advance(Duration::minutes(24 * 60 + 40));
    let cancelled = world.stage.post(&world.ana, &at(&booked, "/cancel"), json!({})).await.expect(200);
    assert_eq!(
        (&cancelled["cancellation"]["refund"]["amount"], &cancelled["status"]),
        (&json!(0), &json!("cancelled"))
    );
    world.stage.settle().await;
    assert_eq!(released(&world), [], "who paid may still object");
    let seen = world.stage.get(&world.ana, &at(&booked, "")).await.expect(200);
    assert_eq!(seen["payment"]["heldUntil"], json!(world.hour(50)));
    let back = json!({"amount": euros(1_500)});
    world.stage.post(&world.boss, &at(&booked, "/refunds"), back).await.expect(200);
    world.sound().await;
    world.stage.advance(Duration::hours(26));
    world.stage.settle().await;
    assert_eq!((released(&world), world.fakes.payments.balance()), (one(&booked, 500), 500));
    world.sound().await;
}

#[tokio::test]
async fn what_was_given_back_already_is_called_so() {
    let world = World::new().await;
    let (_, time) = lucia(&world);
    let booked = paid(&world, &time, 48).await;
    world.stage.post(&world.boss, &at(&booked, "/refunds"), json!({})).await.expect(200);
    let quoted = world.stage.get(&world.ana, &at(&booked, "/cancellation-quote")).await.expect(200);
    assert_eq!((&quoted["refund"]["amount"], &quoted["reason"]["name"]), (&json!(0), &json!("given_back")));
}
