use chrono::Duration;
use plaza_bookings_api::events::BookingConfirmed;
use plaza_core::{Role, Secret};
use plaza_identity_api::events::PasswordResetRequested;

use crate::smtp::Server;
use crate::world::{World, facts};

async fn confirm(world: &World) {
    let booking = world.booked(48);
    world.stage.deliver(Some(world.org), &BookingConfirmed(facts(&booking))).await;
}

#[tokio::test]
async fn a_server_that_is_busy_is_tried_again() {
    let world = World::mailing().await;
    world.server().answer_recipient(451, "Come back later");
    confirm(&world).await;
    world.stage.settle().await;
    assert!(world.server().taken().is_empty());
    let mail = &world.outbox().await[0];
    assert_eq!((mail["state"].as_str(), mail["attempts"].as_i64()), (Some("queued"), Some(1)));
    assert!(mail["error"].as_str().unwrap().contains("Come back later"), "{mail}");
    world.sound().await;
    world.settle_over(Duration::minutes(1)).await;
    world.server().only();
    let mail = &world.outbox().await[0];
    assert_eq!((mail["state"].as_str(), mail["error"].as_str()), (Some("sent"), None));
    world.sound().await;
}

#[tokio::test]
async fn a_repeat_carries_the_same_id_and_the_same_content() {
    let world = World::mailing().await;
    // The server has the mail and fails after it: nobody can know, so it is sent again.
    world.server().answer_mail(451, "Lost power");
    confirm(&world).await;
    world.settle_over(Duration::minutes(1)).await;
    let taken = world.server().taken();
    assert_eq!(taken.len(), 2);
    assert_eq!(taken[0].message_id(), taken[1].message_id());
    assert!(taken[0].message_id().ends_with("@plaza.example"), "{}", taken[0].message_id());
    assert_eq!(taken[0].text(), taken[1].text());
    assert_eq!(taken[0].header("Date"), taken[1].header("Date"));
    assert_eq!(taken[0].attachments(), taken[1].attachments());
}

#[tokio::test]
async fn an_address_that_is_refused_is_not_tried_again() {
    let world = World::mailing().await;
    world.server().answer_recipient(550, "No such user here");
    confirm(&world).await;
    world.settle_over(Duration::minutes(10)).await;
    assert!(world.server().taken().is_empty());
    let mail = &world.outbox().await[0];
    assert_eq!((mail["state"].as_str(), mail["attempts"].as_i64()), (Some("failed"), Some(1)));
    assert!(mail["error"].as_str().unwrap().contains("No such user here"), "{mail}");
    assert_eq!(world.shown().await.len(), 1, "the app tells it all the same");
    world.sound().await;
}

#[tokio::test]
async fn a_server_that_is_down_for_hours_gets_it_in_the_end() {
    let server = Server::start().await;
    for _ in 0..9 {
        server.answer_recipient(421, "Going down");
    }
    let world = World::start(Some(server), &[]).await;
    confirm(&world).await;
    world.settle_over(Duration::hours(1)).await;
    world.server().only();
}

#[tokio::test]
async fn what_is_given_up_can_be_run_again_by_an_operator() {
    let server = Server::start().await;
    for _ in 0..plaza_jobs_attempts() {
        server.answer_recipient(450, "Mailbox busy");
    }
    let world = World::start(Some(server), &[]).await;
    world.stage.deliver(Some(world.org), &PasswordResetRequested { user_id: world.ana.id }).await;
    world.stage.settle().await;
    for _ in 0..plaza_jobs_attempts() {
        world.stage.advance(Duration::minutes(70));
        world.stage.settle().await;
    }
    let mail = &world.outbox().await[0];
    assert_eq!((mail["state"].as_str(), mail["attempts"].as_i64()), (Some("failed"), Some(15)));
    let manager = world.somebody(Role::Manager);
    let jobs = world.stage.get(&manager, "/desk/jobs").await.expect(200);
    assert_eq!(jobs["items"][0]["state"], "dead", "{jobs}");
    let which = serde_json::json!({ "id": jobs["items"][0]["id"] });
    world.stage.post(&manager, "/desk/jobs/replay", which).await.expect(200);
    world.stage.settle().await;
    world.server().only();
    assert_eq!(world.outbox().await[0]["state"], "sent");
}

fn plaza_jobs_attempts() -> i32 {
    15
}

#[tokio::test]
async fn it_logs_in_and_a_wrong_password_is_no_fault_of_the_mail() {
    let log_in = |password: &'static str| {
        [("PLAZA_NOTIFICATIONS_SMTP_USER", "plaza"), ("PLAZA_NOTIFICATIONS_SMTP_PASSWORD", password)]
    };
    let right = World::start(Some(Server::with_log_in("plaza", "right").await), &log_in("right")).await;
    confirm(&right).await;
    right.stage.settle().await;
    right.server().only();

    let wrong = World::start(Some(Server::with_log_in("plaza", "right").await), &log_in("wrong")).await;
    confirm(&wrong).await;
    wrong.stage.settle().await;
    let mail = &wrong.outbox().await[0];
    assert_eq!(mail["state"], "queued", "{mail}");
    assert!(mail["error"].as_str().unwrap().contains("535"), "{mail}");
    assert_eq!(format!("{:?}", Secret::new("wrong")), "****");
}

#[tokio::test]
async fn a_silent_server_stops_nothing_else() {
    let limit = [("PLAZA_NOTIFICATIONS_SMTP_TIMEOUT_SECONDS", "1")];
    let world = World::start(Some(Server::silent().await), &limit).await;
    confirm(&world).await;
    world.stage.settle().await;
    let mail = &world.outbox().await[0];
    assert_eq!(mail["state"], "queued", "{mail}");
    assert!(mail["error"].as_str().unwrap().contains("silent for 1 seconds"), "{mail}");
    assert_eq!(world.shown().await.len(), 1);
}

#[tokio::test]
async fn a_sender_that_is_refused_is_our_fault_and_passes() {
    let world = World::mailing().await;
    world.server().answer_sender(550, "Who are you");
    confirm(&world).await;
    world.settle_over(Duration::minutes(1)).await;
    world.server().only();
}

#[tokio::test]
async fn a_server_without_tls_gets_nothing_where_tls_is_demanded() {
    let world = World::start(Some(Server::start().await), &[("PLAZA_NOTIFICATIONS_SMTP_TLS", "starttls")]).await;
    confirm(&world).await;
    world.stage.settle().await;
    assert!(world.server().taken().is_empty());
    assert_eq!(world.outbox().await[0]["state"], "queued");
}

#[tokio::test]
async fn other_services_may_be_away_for_a_while() {
    let world = World::mailing().await;
    *world.identity.away.lock().unwrap() = true;
    confirm(&world).await;
    world.stage.settle().await;
    assert!(world.server().taken().is_empty());
    world.sound().await;
    *world.identity.away.lock().unwrap() = false;
    world.settle_over(Duration::minutes(1)).await;
    world.server().only();
    assert_eq!(world.shown().await.len(), 1);
}
