//! Hours booked with a person: who hears of them and may do what, and whose the money is when.

use chrono::Duration;
use plaza_core::{Cx, OrgId, Role, UserId};
use plaza_resources_api::{ResourceCard, ResourceKind};
use plaza_testkit::people::{manager, member, person};
use serde_json::{Value, json};

use crate::world::{World, euros};

/// Lucía, and her time at ten euros an hour.
pub fn lucia(world: &World) -> (Cx, ResourceCard) {
    let host = person(world.org, UserId::new(), Role::Professional);
    let time = world.room(|card| {
        card.kind = ResourceKind::Person;
        card.host = host.user().ok();
        card.capacity = 1;
        card.rates.per_hour = Some(euros(1_000));
    });
    (host, time)
}

/// Ana has paid for two hours from so many hours on; answers the booking.
pub async fn paid(world: &World, time: &ResourceCard, from: i64) -> Value {
    world.book(&world.ana, world.paid(time, from, from + 2, "tok_approved")).await.expect(201)
}

pub fn at(booking: &Value, verb: &str) -> String {
    format!("/bookings/{}{verb}", booking["id"].as_str().unwrap())
}

/// The keys and amounts of what was released.
pub fn released(world: &World) -> Vec<(String, i64)> {
    let releases = world.fakes.payments.releases.lock().unwrap();
    releases.iter().map(|(key, release)| (key.clone(), release.amount.amount)).collect()
}

pub fn one(booking: &Value, amount: i64) -> Vec<(String, i64)> {
    vec![(format!("release:{}", booking["id"].as_str().unwrap()), amount)]
}

#[tokio::test]
async fn whose_time_it_is_sees_who_booked_it() {
    let world = World::new().await;
    let (host, time) = lucia(&world);
    let booked = paid(&world, &time, 24).await;
    assert_eq!(booked["hostId"], json!(host.user().unwrap()));
    let hosted = world.stage.get(&host, "/bookings?as=host").await.expect(200);
    assert_eq!(hosted["items"][0]["id"], booked["id"]);
    assert_eq!(hosted["items"][0]["userName"], "Somebody");
    let own = world.stage.get(&host, "/bookings").await.expect(200);
    assert_eq!(own["items"], json!([]), "what one booked oneself is another list");
    let detail = world.stage.get(&host, &at(&booked, "")).await.expect(200);
    assert_eq!((&detail["userName"], &detail["userId"]), (&json!("Somebody"), &booked["userId"]));
    let mine = world.stage.get(&world.ana, &at(&booked, "")).await.expect(200);
    assert_eq!(mine.get("userName"), None, "who booked knows their name");
    for query in [format!("resourceId={}&", time.id), String::new()] {
        let path = format!("/bookings/calendar?{query}view=week&date=2026-03-03");
        let shown = world.stage.get(&host, &path).await.expect(200);
        assert_eq!(
            (&shown["items"][0]["kind"], &shown["items"][0]["userName"]),
            (&json!("booking"), &json!("Somebody"))
        );
    }
    for verb in ["/history", "/progress", "/calendar.ics", "/cancellation-quote"] {
        assert_eq!(world.stage.get(&host, &at(&booked, verb)).await.status, 200, "{verb}");
    }
    world.fakes.identity.strangers.lock().unwrap().push(world.ana.user().unwrap());
    let nameless = world.stage.get(&host, &at(&booked, "")).await.expect(200);
    assert_eq!(nameless.get("userName"), None);
}

#[tokio::test]
async fn strangers_see_nothing_of_it_and_the_host_not_everything() {
    let world = World::new().await;
    let (host, time) = lucia(&world);
    let booked = paid(&world, &time, 24).await;
    let (other, _) = lucia(&world);
    let elsewhere = person(OrgId::new(), host.user().unwrap(), Role::Professional);
    for stranger in [&member(world.org), &other, &elsewhere] {
        assert_eq!(world.stage.get(stranger, &at(&booked, "")).await.code(), "bookings.not_found");
        let no_show = json!({"status": "no_show"});
        assert_eq!(world.stage.patch(stranger, &at(&booked, "/status"), no_show).await.status, 404);
        assert_eq!(world.stage.post(stranger, &at(&booked, "/cancel"), json!({})).await.status, 404);
        assert_eq!(world.stage.get(stranger, "/bookings?as=host").await.expect(200)["items"], json!([]));
    }
    let own = world.stage.patch(&world.ana, &at(&booked, "/status"), json!({"status": "completed"})).await;
    assert_eq!((own.status, own.code()), (403, "auth.role"));
    for status in ["confirmed", "completed"] {
        let refused = world.stage.patch(&host, &at(&booked, "/status"), json!({"status": status})).await;
        assert_eq!((refused.status, refused.code()), (403, "bookings.not_for_hosts"), "{status}");
    }
    let to = json!({"startDateTime": world.hour(30), "endDateTime": world.hour(32)});
    assert_eq!(world.stage.post(&host, &at(&booked, "/reschedule"), to).await.code(), "bookings.not_for_hosts");
    let card = json!({"paymentInfo": {"method": "card", "token": "tok_approved"}});
    assert_eq!(world.stage.post(&host, &at(&booked, "/confirm"), card).await.code(), "bookings.not_for_hosts");
    let early = world.stage.patch(&host, &at(&booked, "/status"), json!({"status": "no_show"})).await;
    assert_eq!(early.code(), "bookings.not_started");
}

#[tokio::test]
async fn what_is_paid_is_held_until_the_hour_is_over() {
    let world = World::new().await;
    let (host, time) = lucia(&world);
    let booked = paid(&world, &time, 24).await;
    let terms = world.fakes.payments.charges.lock().unwrap().values().next().unwrap().escrow.clone().unwrap();
    assert_eq!((terms.payee, terms.commission_basis_points), (host.user().unwrap(), 1_000));
    world.stage.settle().await;
    assert_eq!(released(&world), [], "nothing before it has ended");
    world.stage.advance(Duration::hours(27));
    world.stage.settle().await;
    let ended = world.stage.get(&host, &at(&booked, "")).await.expect(200);
    assert_eq!((&ended["status"], &ended["payment"]["heldUntil"]), (&json!("completed"), &json!(world.hour(50))));
    assert_eq!(released(&world), [], "who booked may still object");
    world.stage.advance(Duration::hours(23));
    world.stage.settle().await;
    assert_eq!(released(&world), one(&booked, 2_000));
    // What operators correct later moves nothing again, and gives nothing back.
    let no_show = json!({"status": "no_show"});
    world.stage.patch(&world.boss, &at(&booked, "/status"), no_show).await.expect(200);
    world.stage.settle().await;
    let refused = world.stage.patch(&world.boss, &at(&booked, "/status"), json!({"status": "cancelled"})).await;
    assert_eq!(refused.code(), "bookings.wrong_state");
    let late = world.stage.post(&world.boss, &at(&booked, "/refunds"), json!({})).await;
    assert_eq!((late.status, late.code()), (409, "bookings.settled"));
    assert_eq!((released(&world), world.fakes.payments.balance()), (one(&booked, 2_000), 2_000));
    world.sound().await;
}

#[tokio::test]
async fn the_host_marks_that_nobody_came_and_is_paid_when_nobody_objects() {
    let world = World::new().await;
    let (host, time) = lucia(&world);
    let booked = paid(&world, &time, 24).await;
    world.stage.advance(Duration::hours(25));
    let body = json!({"status": "no_show", "reason": "waited"});
    let marked = world.stage.patch(&host, &at(&booked, "/status"), body).await.expect(200);
    assert_eq!(marked["status"], "no_show");
    world.stage.settle().await;
    assert_eq!(released(&world), [], "said at the start, it is worth nothing before the end");
    world.stage.advance(Duration::hours(26));
    world.stage.settle().await;
    assert_eq!(released(&world), one(&booked, 2_000));
    world.sound().await;
}

#[tokio::test]
async fn the_host_cancels_and_everything_goes_back() {
    let world = World::new().await;
    let (host, time) = lucia(&world);
    let booked = paid(&world, &time, 24).await;
    // So late that the policy would give nothing back to who booked.
    world.stage.advance(Duration::hours(23));
    let quoted = world.stage.get(&host, &at(&booked, "/cancellation-quote")).await.expect(200);
    assert_eq!(quoted["refund"]["amount"], 2_000);
    world.stage.post(&host, &at(&booked, "/cancel"), json!({"reason": "ill"})).await.expect(200);
    world.stage.settle().await;
    assert_eq!((released(&world), world.fakes.payments.balance()), (vec![], 0));
    let facts: Value = sqlx::query_scalar(
        "SELECT event_data FROM kernel.domain_events WHERE event_type = 'bookings.booking.cancelled.v1'",
    )
    .fetch_one(world.stage.pool())
    .await
    .unwrap();
    assert_eq!((&facts["hostId"], &facts["by"]), (&json!(host.user().unwrap()), &json!(host.user().unwrap())));
    assert_eq!(facts["was"], "confirmed");
    world.sound().await;
}

#[tokio::test]
async fn what_the_policy_keeps_is_the_hosts() {
    for (hours_later, refund) in [(0, 2_000), (25, 1_000), (47, 0)] {
        let world = World::new().await;
        let (_, time) = lucia(&world);
        let booked = paid(&world, &time, 48).await;
        world.stage.advance(Duration::hours(hours_later));
        world.stage.post(&world.ana, &at(&booked, "/cancel"), json!({})).await.expect(200);
        world.stage.settle().await;
        let kept = if refund == 2_000 { vec![] } else { one(&booked, 2_000 - refund) };
        assert_eq!(released(&world), kept, "after {hours_later} hours");
        assert_eq!(world.fakes.payments.balance(), 2_000 - refund);
        world.sound().await;
    }
}

#[tokio::test]
async fn a_move_keeps_the_money_held_and_what_it_gave_back_is_not_released() {
    let world = World::new().await;
    let (_, time) = lucia(&world);
    let booked = paid(&world, &time, 48).await;
    let shorter = json!({"startDateTime": world.hour(60), "endDateTime": world.hour(61)});
    world.stage.post(&world.ana, &at(&booked, "/reschedule"), shorter).await.expect(200);
    world.stage.settle().await;
    assert_eq!((released(&world), world.fakes.payments.balance()), (vec![], 1_000));
    world.stage.advance(Duration::hours(86));
    world.stage.settle().await;
    assert_eq!(released(&world), one(&booked, 1_000));
    world.sound().await;
}

#[tokio::test]
async fn nothing_is_released_of_what_was_never_paid() {
    let world = World::new().await;
    let (_, time) = lucia(&world);
    let free = world.room(|card| card.host = Some(UserId::new()));
    world.book(&world.ana, world.wanted(&free, 24, 26)).await.expect(201);
    let unpaid = world.book(&world.ana, world.wanted(&time, 24, 26)).await.expect(201);
    let waived = world.stage.patch(&world.boss, &at(&unpaid, "/status"), json!({"status": "confirmed"})).await;
    assert_eq!((waived.status, waived.code()), (422, "bookings.pays_a_person"));
    let declined = world.book(&world.ana, world.paid(&time, 30, 32, "tok_declined")).await;
    assert_eq!(declined.status, 402);
    let room = world.priced_room();
    world.book(&world.ana, world.paid(&room, 24, 26, "tok_approved")).await.expect(201);
    let held = world.fakes.payments.charges.lock().unwrap().values().filter(|made| made.escrow.is_some()).count();
    assert_eq!((world.fakes.payments.count(), held), (2, 1), "a room is the organisation's own to sell");
    world.stage.advance(Duration::hours(60));
    world.stage.settle().await;
    assert_eq!(released(&world), []);
    world.sound().await;
}

#[tokio::test]
async fn a_booking_given_up_while_its_payment_is_under_way_releases_nothing() {
    let world = World::new().await;
    let (host, time) = lucia(&world);
    let booked = world.book(&world.ana, world.paid(&time, 24, 26, "tok_second_factor")).await.expect(201);
    let seen = world.stage.get(&host, &at(&booked, "")).await.expect(200);
    assert_eq!(seen["payment"]["nextAction"], Value::Null, "where the payer has to go is the payer's");
    world.stage.post(&host, &at(&booked, "/cancel"), json!({})).await.expect(200);
    world.stage.advance(Duration::hours(1));
    world.stage.settle().await;
    assert_eq!(world.status(&booked["id"]).await, "cancelled");
    assert_eq!((released(&world), world.fakes.payments.balance()), (vec![], 0));
    world.sound().await;
}

#[tokio::test]
async fn a_release_that_fails_is_made_later_and_once() {
    let world = World::new().await;
    let (_, time) = lucia(&world);
    let booked = paid(&world, &time, 24).await;
    *world.fakes.payments.broken.lock().unwrap() = 3;
    world.stage.advance(Duration::hours(51));
    world.stage.settle().await;
    assert_eq!(released(&world), []);
    world.sound().await;
    for _ in 0..20 {
        world.stage.advance(Duration::minutes(10));
        world.stage.settle().await;
    }
    assert_eq!(released(&world), one(&booked, 2_000));
    let waiting: i64 = sqlx::query_scalar("SELECT count(*) FROM releases WHERE done_at IS NULL")
        .fetch_one(world.stage.pool())
        .await
        .unwrap();
    assert_eq!(waiting, 0);
}

#[tokio::test]
async fn the_audit_finds_an_hour_that_was_not_released() {
    let world = World::new().await;
    let (_, time) = lucia(&world);
    paid(&world, &time, 24).await;
    world.stage.advance(Duration::hours(27));
    world.stage.settle().await;
    world.sound().await;
    sqlx::query("DELETE FROM releases").execute(world.stage.pool()).await.unwrap();
    let found = plaza_bookings::audit::check(world.stage.pool().clone()).await.unwrap();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].check, "bookings.ended_hours_are_released");
}

#[tokio::test]
async fn an_operator_lists_everybody_s_and_the_bookings_of_their_own_time() {
    let world = World::new().await;
    let (_, time) = lucia(&world);
    let boss = manager(world.org);
    let own = world.room(|card| card.host = boss.user().ok());
    paid(&world, &time, 24).await;
    world.book(&world.ana, world.wanted(&own, 24, 26)).await.expect(201);
    let count = async |query: &str| {
        world.stage.get(&boss, &format!("/bookings{query}")).await.expect(200)["items"].as_array().unwrap().len()
    };
    assert_eq!((count("").await, count("?as=host").await, count("?as=booker").await), (2, 1, 0));
    assert_eq!(world.stage.get(&boss, "/bookings?as=owner").await.status, 400);
}
