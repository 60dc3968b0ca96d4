//! That a person's hour was not as agreed: who says it, who decides, and where the money is meanwhile.

use chrono::Duration;
use plaza_testkit::people::{manager, member};
use serde_json::{Value, json};

use crate::hosting::{at, lucia, one, paid, released};
use crate::world::{World, euros};

fn nobody_came() -> Value {
    json!({"text": "Nobody came."})
}

#[tokio::test]
async fn what_is_objected_to_stays_held_until_an_operator_decides() {
    let world = World::new().await;
    let (host, time) = lucia(&world);
    let booked = paid(&world, &time, 24).await;
    let objection = at(&booked, "/objection");
    let early = world.stage.post(&world.ana, &objection, nobody_came()).await;
    assert_eq!((early.status, early.code()), (422, "bookings.not_started"));
    world.stage.advance(Duration::hours(24));
    let objected = world.stage.post(&world.ana, &objection, nobody_came()).await.expect(200);
    assert_eq!(
        (&objected["objection"]["status"], &objected["objection"]["text"], objected["payment"].get("heldUntil")),
        (&json!("open"), &json!("Nobody came."), None)
    );
    let again = world.stage.post(&world.ana, &objection, nobody_came()).await;
    assert_eq!((again.status, again.code()), (409, "bookings.objected"));
    // The host marks that the guest did not come, a week passes: nothing moves.
    world.stage.patch(&host, &at(&booked, "/status"), json!({"status": "no_show"})).await.expect(200);
    world.stage.advance(Duration::days(7));
    world.stage.settle().await;
    assert_eq!(released(&world), vec![]);
    world.sound().await;
    let waiting = world.stage.get(&world.boss, "/bookings?objection=open").await.expect(200);
    assert_eq!(waiting["items"][0]["id"], booked["id"]);
    let hosted = world.stage.get(&host, &at(&booked, "")).await.expect(200);
    assert_eq!(hosted["objection"]["text"], "Nobody came.", "whose time it was can answer");
    // A part goes back, and the rest goes its way at once.
    let part = json!({"amount": euros(1_500), "reason": "Half an hour late, left early"});
    let decided = world.stage.post(&world.boss, &at(&booked, "/refunds"), part).await.expect(200);
    assert_eq!(decided["objection"]["status"], "given_back");
    world.stage.settle().await;
    assert_eq!((released(&world), world.fakes.payments.balance()), (one(&booked, 500), 500));
    let waiting = world.stage.get(&world.boss, "/bookings?objection=open").await.expect(200);
    assert_eq!(waiting["items"], json!([]));
    world.sound().await;
}

#[tokio::test]
async fn a_rejected_objection_lets_the_money_go_when_it_would_have() {
    let world = World::new().await;
    let (_, time) = lucia(&world);
    let booked = paid(&world, &time, 24).await;
    world.stage.advance(Duration::hours(27));
    world.stage.settle().await;
    world.stage.post(&world.ana, &at(&booked, "/objection"), nobody_came()).await.expect(200);
    world.sound().await;
    let rejection = at(&booked, "/objection/rejection");
    let unsaid = world.stage.post(&world.boss, &rejection, json!({"reason": "  "})).await;
    assert_eq!((unsaid.status, &unsaid.body["errors"][0]["field"]), (400, &json!("reason")));
    let why = json!({"reason": "The door's log shows both of you."});
    let rejected = world.stage.post(&world.boss, &rejection, why.clone()).await.expect(200);
    assert_eq!(rejected["objection"]["status"], "rejected");
    assert!(rejected["payment"]["heldUntil"].is_string());
    assert_eq!(world.stage.post(&world.boss, &rejection, why).await.code(), "bookings.no_objection");
    world.stage.settle().await;
    assert_eq!(released(&world), vec![], "its day is not over");
    let again = world.stage.post(&world.ana, &at(&booked, "/objection"), nobody_came()).await;
    assert_eq!((again.status, again.code()), (409, "bookings.objected"));
    world.stage.advance(Duration::hours(24));
    world.stage.settle().await;
    assert_eq!(released(&world), one(&booked, 2_000));
    let history = world.stage.get(&world.ana, &at(&booked, "/history")).await.expect(200);
    let entries = history["items"].as_array().unwrap().iter();
    let said: Vec<_> =
        entries.filter_map(|entry| Some((entry.get("objection")?.clone(), entry["reason"].clone()))).collect();
    let why = json!("The door's log shows both of you.");
    assert_eq!(said, [(json!("open"), Value::Null), (json!("rejected"), why)]);
    for (kind, times) in [("objected", 1), ("objection_rejected", 1), ("objection_withdrawn", 0)] {
        let told: i64 = sqlx::query_scalar("SELECT count(*) FROM kernel.domain_events WHERE event_type = $1")
            .bind(format!("bookings.booking.{kind}.v1"))
            .fetch_one(world.stage.pool())
            .await
            .unwrap();
        assert_eq!(told, times, "{kind}");
    }
    world.sound().await;
}

#[tokio::test]
async fn who_objected_takes_it_back_and_what_was_due_meanwhile_goes_at_once() {
    let world = World::new().await;
    let (_, time) = lucia(&world);
    let booked = paid(&world, &time, 24).await;
    let objection = at(&booked, "/objection");
    assert_eq!(world.stage.delete(&world.ana, &objection).await.code(), "bookings.no_objection");
    world.stage.advance(Duration::hours(25));
    world.stage.post(&world.ana, &objection, nobody_came()).await.expect(200);
    world.stage.advance(Duration::days(3));
    world.stage.settle().await;
    assert_eq!(world.status(&booked["id"]).await, "completed", "the clock ends it as any other");
    assert_eq!(released(&world), vec![]);
    world.sound().await;
    let back = world.stage.delete(&world.ana, &objection).await.expect(200);
    assert_eq!(back["objection"]["status"], "withdrawn");
    world.stage.settle().await;
    assert_eq!(released(&world), one(&booked, 2_000));
    world.sound().await;
}

#[tokio::test]
async fn what_is_given_back_whole_by_cancelling_is_decided_and_the_booker_s_own_cancelling_is_not() {
    for host_cancels in [true, false] {
        let world = World::new().await;
        let (host, time) = lucia(&world);
        let booked = paid(&world, &time, 24).await;
        world.stage.advance(Duration::hours(25));
        world.stage.post(&world.ana, &at(&booked, "/objection"), nobody_came()).await.expect(200);
        let who = if host_cancels { &host } else { &world.ana };
        let cancelled = world.stage.post(who, &at(&booked, "/cancel"), json!({})).await.expect(200);
        world.stage.advance(Duration::days(2));
        world.stage.settle().await;
        let (status, left) = if host_cancels { ("given_back", 0) } else { ("open", 2_000) };
        assert_eq!((&cancelled["objection"]["status"], world.fakes.payments.balance()), (&json!(status), left));
        assert_eq!(released(&world), vec![]);
        let waiting = world.stage.get(&world.boss, "/bookings?objection=open").await.expect(200);
        assert_eq!(waiting["items"].as_array().unwrap().len(), usize::from(!host_cancels));
        world.sound().await;
    }
}

#[tokio::test]
async fn a_moved_hour_keeps_an_open_objection_and_has_its_own_after_an_ended_one() {
    let world = World::new().await;
    let (_, time) = lucia(&world);
    for withdrawn in [false, true] {
        let now = if withdrawn { 25 } else { 0 };
        let booked = paid(&world, &time, now + 24).await;
        let (objection, reschedule) = (at(&booked, "/objection"), at(&booked, "/reschedule"));
        world.stage.advance(Duration::hours(25));
        world.stage.post(&world.ana, &objection, nobody_came()).await.expect(200);
        if withdrawn {
            world.stage.delete(&world.ana, &objection).await.expect(200);
        }
        let later = json!({"startDateTime": world.hour(now + 30), "endDateTime": world.hour(now + 32)});
        let moved = world.stage.post(&world.boss, &reschedule, later).await.expect(200);
        if withdrawn {
            assert_eq!(moved.get("objection"), None);
            world.stage.advance(Duration::hours(6));
            let again = world.stage.post(&world.ana, &objection, nobody_came()).await.expect(200);
            assert_eq!(again["objection"]["status"], "open");
        } else {
            // Cancelled before the new hour: what the policy keeps waits for the decision, and can be given back.
            assert_eq!(moved["objection"]["status"], "open");
            world.stage.post(&world.ana, &at(&booked, "/cancel"), json!({})).await.expect(200);
            world.stage.settle().await;
            assert_eq!((released(&world), world.fakes.payments.balance()), (vec![], 1_000));
            let back = world.stage.post(&world.boss, &at(&booked, "/refunds"), json!({})).await.expect(200);
            assert_eq!(back["objection"]["status"], "given_back");
            world.stage.settle().await;
            assert_eq!(world.fakes.payments.balance(), 0);
        }
        world.sound().await;
    }
}

#[tokio::test]
async fn what_was_said_of_an_hour_does_not_take_the_host_s_word() {
    let world = World::new().await;
    let (host, time) = lucia(&world);
    let booked = paid(&world, &time, 24).await;
    world.stage.advance(Duration::hours(27));
    world.stage.settle().await;
    assert_eq!(world.status(&booked["id"]).await, "completed");
    let objection = at(&booked, "/objection");
    world.stage.post(&world.ana, &objection, nobody_came()).await.expect(200);
    for _ in 0..2 {
        let back = world.stage.delete(&world.ana, &objection).await.expect(200);
        assert_eq!(back["objection"]["status"], "withdrawn", "twice is as once");
    }
    let no_show = json!({"status": "no_show"});
    world.stage.patch(&host, &at(&booked, "/status"), no_show).await.expect(200);
    // An operator who sees it otherwise later decides anew.
    let back = world.stage.post(&world.boss, &at(&booked, "/refunds"), json!({})).await.expect(200);
    assert_eq!(back["objection"]["status"], "given_back");
    world.sound().await;
}

#[tokio::test]
async fn only_who_booked_objects_and_only_an_operator_of_neither_side_rejects() {
    let world = World::new().await;
    let (host, time) = lucia(&world);
    let other = manager(world.org);
    let booked = world.book(&other, world.paid(&time, 24, 26, "tok_approved")).await.expect(201);
    world.stage.advance(Duration::hours(25));
    let (objection, rejection) = (at(&booked, "/objection"), at(&booked, "/objection/rejection"));
    for who in [&host, &world.boss] {
        let refused = world.stage.post(who, &objection, nobody_came()).await;
        assert_eq!((refused.status, refused.code()), (403, "bookings.for_bookers"));
    }
    let stranger = member(world.org);
    assert_eq!(world.stage.post(&stranger, &objection, nobody_came()).await.code(), "bookings.not_found");
    world.stage.post(&other, &objection, nobody_came()).await.expect(200);
    assert_eq!(world.stage.delete(&stranger, &objection).await.code(), "bookings.not_found");
    for who in [&host, &world.boss] {
        assert_eq!(world.stage.delete(who, &objection).await.code(), "bookings.for_bookers");
    }
    let why = json!({"reason": "I say so."});
    assert_eq!(world.stage.post(&other, &rejection, why.clone()).await.code(), "bookings.own_booking");
    assert_eq!(world.stage.post(&host, &rejection, why.clone()).await.code(), "auth.role");
    let hosting = plaza_core::Cx { roles: other.roles.clone(), ..host.clone() };
    assert_eq!(world.stage.post(&hosting, &rejection, why.clone()).await.code(), "bookings.not_for_hosts");
    world.stage.post(&world.boss, &rejection, why).await.expect(200);
    // What the organisation sold itself is no person's hour.
    let room = world.priced_room();
    let sold = world.book(&world.ana, world.paid(&room, 30, 31, "tok_approved")).await.expect(201);
    world.stage.advance(Duration::hours(6));
    let refused = world.stage.post(&world.ana, &at(&sold, "/objection"), nobody_came()).await;
    assert_eq!((refused.status, refused.code()), (409, "bookings.not_held"));
}

#[tokio::test]
async fn objecting_and_releasing_at_once_do_one_of_the_two() {
    let world = World::new().await;
    let (_, time) = lucia(&world);
    let booked = paid(&world, &time, 24).await;
    // Completed by hand while it runs: the release is ordered, and due a day after the end.
    world.stage.advance(Duration::hours(25));
    world.stage.patch(&world.boss, &at(&booked, "/status"), json!({"status": "completed"})).await.expect(200);
    world.stage.advance(Duration::hours(25) - Duration::seconds(1));
    sqlx::query("UPDATE releases SET due_at = due_at - interval '1 minute'").execute(world.stage.pool()).await.unwrap();
    sqlx::query("UPDATE kernel.jobs SET run_at = run_at - interval '1 minute' WHERE kind = 'release_booking'")
        .execute(world.stage.pool())
        .await
        .unwrap();
    let objection = at(&booked, "/objection");
    let (objected, ()) = tokio::join!(world.stage.post(&world.ana, &objection, nobody_came()), world.stage.settle());
    world.stage.settle().await;
    match objected.status {
        200 => assert_eq!(released(&world), vec![]),
        _ => {
            assert_eq!(objected.code(), "bookings.settled");
            assert_eq!(released(&world), one(&booked, 2_000));
        }
    }
    world.sound().await;
}
