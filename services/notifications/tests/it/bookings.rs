use chrono::Duration;
use plaza_bookings_api::BookingStatus;
use plaza_bookings_api::events::{
    BookingCancelled, BookingConfirmed, BookingExpired, BookingFacts, BookingNoShow, BookingObjected,
    BookingObjectionRejected, BookingObjectionWithdrawn, BookingRefunded, BookingRescheduled,
};
use plaza_core::{Cx, Locale, Role};
use plaza_notifications_api::{Notifications, NotificationsClient, Notify};

use plaza_testkit::people::person;

use crate::world::{World, card, euros, facts};

fn unfold(text: &str) -> String {
    text.replace("\r\n ", "").replace("\r\n\t", "")
}

#[tokio::test]
async fn a_confirmation_comes_with_the_calendar_entry() {
    let world = World::mailing().await;
    let booking = world.booked(48);
    world.stage.deliver(Some(world.org), &BookingConfirmed(facts(&booking))).await;
    world.stage.settle().await;
    let mail = world.server().only();
    assert_eq!(mail.subject(), "Reservado: Sala Goya, miércoles, 4 de marzo de 2026, 10:00");
    assert!(mail.text().contains("10:00 – 12:00 (Europe/Madrid, UTC+1)"), "{}", mail.text());
    assert!(mail.text().contains("48,40\u{a0}€"), "{}", mail.text());
    let files = mail.attachments();
    assert_eq!(files.len(), 1, "{files:?}");
    let (name, kind, entry) = &files[0];
    assert_eq!((name.as_str(), kind.as_str()), ("booking.ics", "text/calendar REQUEST"));
    let entry = unfold(entry);
    for line in [format!("UID:{}@plaza", booking.id), "SEQUENCE:2".into(), "DTSTART:20260304T090000Z".into()] {
        assert!(entry.contains(&line), "{line} is missing in\n{entry}");
    }
    let shown = world.shown().await;
    assert_eq!(shown[0]["kind"], "booking_confirmed");
    assert_eq!(shown[0]["body"], "Sala Goya, miércoles, 4 de marzo de 2026 a las 10:00.");
    assert_eq!(shown[0]["subjectId"].as_str(), Some(booking.id.to_string().as_str()));
    world.sound().await;
}

#[tokio::test]
async fn the_saga_and_the_event_tell_it_once() {
    let world = World::mailing().await;
    let booking = world.booked(48);
    let client: NotificationsClient = world.stage.client();
    let cx = Cx::service("bookings", Some(world.org));
    let asked = Notify {
        key: format!("booking_confirmed:{}:{}", booking.id, booking.version),
        kind: "booking_confirmed".into(),
        user: world.ana.id,
        subject: booking.id.uuid(),
    };
    client.notify(&cx, asked.clone()).await.unwrap();
    world.stage.deliver(Some(world.org), &BookingConfirmed(facts(&booking))).await;
    world.stage.settle().await;
    client.notify(&cx, asked.clone()).await.unwrap();
    world.stage.settle().await;
    world.server().only();
    assert_eq!(world.shown().await.len(), 1);
    let refused = client.notify(&cx, Notify { kind: "payment_failed".into(), ..asked }).await.unwrap_err();
    assert_eq!(refused.code, "notifications.unknown_kind");
}

#[tokio::test]
async fn a_cancellation_removes_the_entry_and_names_the_refund() {
    let world = World::mailing().await;
    let booking = world.booked(48);
    let booking = world.bookings.change(booking.id, |card| {
        card.status = BookingStatus::Cancelled;
        card.refunded = Some(euros(2_420));
    });
    world.identity.people.lock().unwrap()[0].locale = Locale::En;
    world.stage.deliver(Some(world.org), &BookingCancelled(facts(&booking))).await;
    world.stage.settle().await;
    let mail = world.server().only();
    assert_eq!(mail.subject(), "Cancelled: Sala Goya, Wednesday, 4 March 2026, 10:00");
    assert!(mail.text().contains("We give €24.20 back"), "{}", mail.text());
    let (_, kind, entry) = mail.attachments().remove(0);
    assert_eq!(kind, "text/calendar CANCEL");
    assert!(entry.contains("STATUS:CANCELLED") && entry.contains("SEQUENCE:3"), "{entry}");
}

#[tokio::test]
async fn a_move_is_told_with_the_new_time() {
    let world = World::mailing().await;
    let booking = world.booked(48);
    let booking = world.bookings.change(booking.id, |card| {
        card.slot = card.slot.padded(-Duration::hours(24), Duration::hours(24));
    });
    world.stage.deliver(Some(world.org), &BookingRescheduled(facts(&booking))).await;
    world.stage.settle().await;
    let mail = world.server().only();
    assert!(mail.subject().starts_with("Cambio de hora: Sala Goya, ahora jueves, 5 de marzo"), "{}", mail.subject());
    assert!(mail.attachments()[0].2.contains("SEQUENCE:3"));
}

#[tokio::test]
async fn a_late_mail_does_not_say_what_is_no_longer_so() {
    let world = World::mailing().await;
    let booking = world.booked(48);
    let confirmed = BookingConfirmed(facts(&booking));
    world.bookings.change(booking.id, |card| card.status = BookingStatus::Cancelled);
    world.stage.deliver(Some(world.org), &confirmed).await;
    world.stage.settle().await;
    assert!(world.server().taken().is_empty());
    assert_eq!(
        world.deliveries("mail").await,
        [("suppressed".to_owned(), Some("the booking no longer stands".to_owned()))]
    );
    world.sound().await;
}

#[tokio::test]
async fn an_expired_hold_is_mailed_and_a_no_show_only_shown() {
    let world = World::mailing().await;
    let (held, missed) = (world.booked(48), world.booked(72));
    let held = world.bookings.change(held.id, |card| card.status = BookingStatus::Expired);
    let missed = world.bookings.change(missed.id, |card| card.status = BookingStatus::NoShow);
    world.stage.deliver(Some(world.org), &BookingExpired(facts(&held))).await;
    world.stage.deliver(Some(world.org), &BookingNoShow(facts(&missed))).await;
    world.stage.settle().await;
    assert!(world.server().only().subject().starts_with("Sin pagar a tiempo"));
    let kinds: Vec<_> = world.shown().await.iter().map(|item| item["kind"].clone()).collect();
    assert_eq!(kinds, ["booking_no_show", "booking_expired"]);
}

#[tokio::test]
async fn the_reminder_comes_an_hour_before_the_start() {
    let world = World::mailing().await;
    let booking = world.booked(48);
    world.stage.deliver(Some(world.org), &BookingConfirmed(facts(&booking))).await;
    world.stage.settle().await;
    world.stage.advance(Duration::hours(47) - Duration::seconds(1));
    world.stage.settle().await;
    assert_eq!(world.server().taken().len(), 1);
    world.stage.advance(Duration::seconds(1));
    world.stage.settle().await;
    let taken = world.server().taken();
    assert_eq!(taken[1].subject(), "Pronto: Sala Goya, miércoles, 4 de marzo de 2026, 10:00");
    assert!(taken[1].attachments().is_empty());
    world.stage.advance(Duration::hours(3));
    world.stage.settle().await;
    assert_eq!(world.server().taken().len(), 2);
}

#[tokio::test]
async fn who_moved_is_reminded_of_the_new_time_and_who_cancelled_of_none() {
    let world = World::quiet().await;
    let (moved, cancelled) = (world.booked(48), world.booked(50));
    for booking in [&moved, &cancelled] {
        world.stage.deliver(Some(world.org), &BookingConfirmed(facts(booking))).await;
    }
    world.stage.settle().await;
    let later = world.bookings.change(moved.id, |card| {
        card.slot = card.slot.padded(-Duration::hours(5), Duration::hours(5));
    });
    world.stage.deliver(Some(world.org), &BookingRescheduled(facts(&later))).await;
    world.bookings.change(cancelled.id, |card| card.status = BookingStatus::Cancelled);
    world.stage.settle().await;
    let reminders = async || world.shown().await.iter().filter(|item| item["kind"] == "booking_reminder").count();
    world.stage.advance(Duration::hours(50));
    world.stage.settle().await;
    assert_eq!(reminders().await, 0, "neither the old time nor the cancelled one");
    world.stage.advance(Duration::hours(2));
    world.stage.settle().await;
    assert_eq!(reminders().await, 1);
}

#[tokio::test]
async fn nobody_is_reminded_of_what_starts_at_once_or_where_it_is_switched_off() {
    let world = World::quiet().await;
    let soon = world.booked(0);
    let soon = world.bookings.change(soon.id, |card| {
        card.slot = card.slot.padded(-Duration::minutes(30), Duration::zero());
    });
    world.stage.deliver(Some(world.org), &BookingConfirmed(facts(&soon))).await;
    world.stage.settle().await;
    *world.settings.0.lock().unwrap() = 0;
    let later = world.booked(48);
    world.stage.deliver(Some(world.org), &BookingConfirmed(facts(&later))).await;
    world.stage.settle().await;
    world.stage.advance(Duration::hours(50));
    world.stage.settle().await;
    assert!(world.shown().await.iter().all(|item| item["kind"] == "booking_confirmed"));
}

#[tokio::test]
async fn whose_time_is_booked_hears_what_others_do_with_it() {
    let world = World::mailing().await;
    let lucia = card("lucia@example.org", "Lucía", Locale::Es);
    world.identity.people.lock().unwrap().push(lucia.clone());
    let host = person(world.org, lucia.id, Role::Professional);
    let booking = world.booked(48);
    let booking = world.bookings.change(booking.id, |card| card.host_id = Some(lucia.id));
    let confirmed = world.stage.envelope(Some(world.org), &BookingConfirmed(facts(&booking)));
    world.stage.deliver_envelopes(vec![confirmed.clone(), confirmed]).await;
    world.stage.settle().await;
    let mails = world.server().taken();
    let mail = mails.iter().find(|mail| mail.subject().starts_with("Ana")).expect("a mail to the host");
    assert_eq!(mails.len(), 2);
    assert_eq!(mail.subject(), "Ana Ñíguez ha reservado tu tiempo: miércoles, 4 de marzo de 2026, 10:00");
    assert!(mail.text().contains(&format!("/bookings/{}", booking.id)), "{}", mail.text());
    let entry = unfold(&mail.attachments()[0].2);
    assert!(entry.contains("SUMMARY:Ana Ñíguez") && entry.contains("mailto:lucia@example.org"), "{entry}");

    let moved = BookingRescheduled(facts(&booking));
    world.stage.deliver(Some(world.org), &moved).await;
    let booking = world.bookings.change(booking.id, |card| card.status = BookingStatus::Cancelled);
    let gone = BookingFacts { was: Some(BookingStatus::Confirmed), ..facts(&booking) };
    world.stage.deliver(Some(world.org), &BookingCancelled(gone)).await;
    world.stage.settle().await;
    let list = world.stage.get(&host, "/notifications").await.expect(200);
    let kinds: Vec<_> = list["items"].as_array().unwrap().iter().map(|item| item["kind"].clone()).collect();
    assert_eq!(kinds, ["booking_host_cancelled", "booking_host_confirmed"], "a move of what is cancelled is no news");
    assert!(list["items"].as_array().unwrap().iter().all(|item| item["subjectId"] == booking.id.to_string()));
    world.sound().await;
}

#[tokio::test]
async fn whose_time_it_was_hears_what_is_given_back() {
    let world = World::mailing().await;
    let lucia = card("lucia@example.org", "Lucía", Locale::Es);
    world.identity.people.lock().unwrap().push(lucia.clone());
    let host = person(world.org, lucia.id, Role::Professional);
    let booking = world.booked(48);
    let booking = world.bookings.change(booking.id, |card| {
        card.host_id = Some(lucia.id);
        card.status = BookingStatus::Completed;
    });
    let part = BookingFacts { version: 4, given_back: Some(euros(350)), ..facts(&booking) };
    let rest = BookingFacts { version: 5, given_back: Some(euros(1_000)), ..facts(&booking) };
    for given in [part, rest] {
        world.stage.deliver(Some(world.org), &BookingRefunded(given)).await;
    }
    world.stage.settle().await;
    let list = world.stage.get(&host, "/notifications").await.expect(200);
    let kinds: Vec<_> = list["items"].as_array().unwrap().iter().map(|item| item["kind"].clone()).collect();
    assert_eq!(kinds, ["booking_host_refunded", "booking_host_refunded"], "each time, and who paid hears it elsewhere");
    assert_eq!(world.shown().await, Vec::<serde_json::Value>::new());
    let mails: Vec<String> = world.server().taken().iter().map(|mail| mail.subject().to_owned()).collect();
    assert!(mails.iter().any(|subject| subject.starts_with("Devuelto: 3,50")), "{mails:?}");
    world.sound().await;
}

#[tokio::test]
async fn the_two_of_an_hour_hear_where_an_objection_stands() {
    let world = World::quiet().await;
    let lucia = card("lucia@example.org", "Lucía", Locale::En);
    world.identity.people.lock().unwrap().push(lucia.clone());
    let host = person(world.org, lucia.id, Role::Professional);
    let booking = world.booked(48);
    let booking = world.bookings.change(booking.id, |card| card.host_id = Some(lucia.id));
    let at = |version: i32| BookingFacts { version, ..facts(&booking) };
    world.stage.deliver(Some(world.org), &BookingObjected(at(4))).await;
    world.stage.deliver(Some(world.org), &BookingObjectionRejected(at(5))).await;
    world.stage.deliver(Some(world.org), &BookingObjectionWithdrawn(at(6))).await;
    world.stage.settle().await;
    let list = world.stage.get(&host, "/notifications").await.expect(200);
    let kinds: Vec<_> = list["items"].as_array().unwrap().iter().map(|item| item["kind"].clone()).collect();
    assert_eq!(kinds, ["booking_host_objection_over", "booking_host_objection_over", "booking_host_objected"]);
    let own: Vec<_> = world.shown().await.iter().map(|item| item["kind"].clone()).collect();
    assert_eq!(own, ["booking_objection_rejected"], "not what they did themselves");
    world.sound().await;
}

#[tokio::test]
async fn whose_time_it_is_does_not_hear_of_what_they_did_or_never_knew() {
    let world = World::quiet().await;
    let lucia = card("lucia@example.org", "Lucía", Locale::En);
    world.identity.people.lock().unwrap().push(lucia.clone());
    let booking = world.booked(48);
    let booking = world.bookings.change(booking.id, |card| {
        card.host_id = Some(lucia.id);
        card.status = BookingStatus::Cancelled;
    });
    // A payment that was declined, a hold that moved, and a cancellation of the host's own.
    world.stage.deliver(Some(world.org), &BookingCancelled(facts(&booking))).await;
    let held = BookingFacts { status: BookingStatus::Held, ..facts(&booking) };
    world.stage.deliver(Some(world.org), &BookingRescheduled(held)).await;
    let own = BookingFacts { was: Some(BookingStatus::Confirmed), by: Some(lucia.id), ..facts(&booking) };
    world.stage.deliver(Some(world.org), &BookingCancelled(own)).await;
    world.stage.settle().await;
    let told: i64 = sqlx::query_scalar("SELECT count(*) FROM notifications WHERE user_id = $1")
        .bind(lucia.id)
        .fetch_one(world.stage.pool())
        .await
        .unwrap();
    assert_eq!(told, 0);
}
