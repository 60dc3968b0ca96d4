use plaza_core::{Locale, OrgId, Role};
use plaza_identity_api::events::{
    PasswordResetRequested, RegistrationRepeated, UserRegistered, UserVerified, VerificationRequested,
};
use plaza_testkit::people;

use crate::fakes::org_card;
use crate::world::{World, card};

const VERIFY: &str = "http://127.0.0.1:8080/verify?token=secret%2B1";

#[tokio::test]
async fn who_registers_is_sent_the_link() {
    let world = World::mailing().await;
    world.stage.deliver(Some(world.org), &UserRegistered { user_id: world.ana.id }).await;
    world.stage.settle().await;
    let mail = world.server().only();
    assert_eq!(mail.to, "ana@example.org");
    assert_eq!(mail.subject(), "Confirma tu dirección para Plaza Centro");
    assert_eq!(mail.from(), ("Plaza Centro".to_owned(), "no-reply@plaza.example".to_owned()));
    assert!(mail.text().contains(VERIFY), "{}", mail.text());
    assert!(mail.html().contains("secret%2B1"), "{}", mail.html());
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    assert!(world.shown().await.is_empty(), "who cannot sign in yet is told nothing in the app");
    // What opens an account is not kept once it is handed over.
    let kept = world.mail(&world.outbox().await[0]["id"]).await;
    assert_eq!(
        (kept["state"].as_str(), kept["text"].as_str(), kept["html"].as_str()),
        (Some("sent"), Some(""), Some(""))
    );
    world.sound().await;
}

#[tokio::test]
async fn each_request_is_answered_by_a_mail_of_its_own() {
    let world = World::quiet().await;
    let user_id = world.ana.id;
    world.stage.deliver(Some(world.org), &UserRegistered { user_id }).await;
    world.stage.deliver(Some(world.org), &VerificationRequested { user_id }).await;
    let again = world.stage.envelope(Some(world.org), &PasswordResetRequested { user_id });
    world.stage.deliver_envelopes(vec![again.clone()]).await;
    world.stage.deliver_envelopes(vec![again]).await;
    world.stage.deliver(Some(world.org), &RegistrationRepeated { user_id }).await;
    world.stage.settle().await;
    let mut kinds: Vec<String> =
        world.outbox().await.iter().map(|mail| mail["kind"].as_str().unwrap().to_owned()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["already_registered", "password_reset", "verify_address", "verify_address"]);
    assert_eq!(*world.identity.secrets.lock().unwrap(), 3);
}

#[tokio::test]
async fn who_is_verified_is_welcome_once() {
    let world = World::quiet().await;
    for _ in 0..2 {
        world.stage.deliver(Some(world.org), &UserVerified { user_id: world.ana.id }).await;
    }
    world.stage.settle().await;
    let shown = world.shown().await;
    assert_eq!(shown.len(), 1, "{shown:?}");
    assert_eq!(shown[0]["title"], "Te damos la bienvenida a Plaza Centro");
    assert_eq!(world.stage.published().await, ["notifications.notification.created.v1"]);
    assert_eq!(world.outbox().await.len(), 1);
}

#[tokio::test]
async fn nothing_is_sent_to_who_needs_no_link_or_is_gone() {
    let world = World::quiet().await;
    world.identity.people.lock().unwrap()[0].verified = true;
    world.stage.deliver(Some(world.org), &VerificationRequested { user_id: world.ana.id }).await;
    let stranger = card("x@example.org", "X", Locale::En);
    world.stage.deliver(Some(world.org), &UserVerified { user_id: stranger.id }).await;
    world.stage.settle().await;
    assert!(world.outbox().await.is_empty());
    let mut whys: Vec<_> = world.deliveries("mail").await.into_iter().map(|row| row.1.unwrap()).collect();
    whys.sort_unstable();
    assert_eq!(whys, ["nothing to confirm any more", "the account is gone"]);
    world.sound().await;
}

#[tokio::test]
async fn an_account_without_organisation_is_written_to_and_told() {
    let world = World::quiet().await;
    world.stage.deliver(None, &UserRegistered { user_id: world.ana.id }).await;
    world.stage.deliver(None, &UserVerified { user_id: world.ana.id }).await;
    world.stage.settle().await;
    let subjects: Vec<_> = world.outbox().await.iter().map(|mail| mail["subject"].clone()).collect();
    assert_eq!(subjects.len(), 2, "{subjects:?}");
    assert!(subjects.iter().any(|subject| subject == "Te damos la bienvenida a Plaza"), "{subjects:?}");
    let mut cx = world.as_ana();
    cx.org = None;
    let list = world.stage.get(&cx, "/notifications").await.expect(200);
    assert_eq!(list["unreadCount"], 1);
    assert!(world.shown().await.is_empty(), "an organisation's list holds its own");
}

#[tokio::test]
async fn what_opens_an_account_is_read_by_admins_of_the_first_organisation_only() {
    let world = World::quiet().await;
    let other = OrgId::new();
    world.identity.orgs.lock().unwrap().push(org_card(other, "Otra"));
    for org in [world.org, other] {
        world.stage.deliver(Some(org), &PasswordResetRequested { user_id: world.ana.id }).await;
    }
    world.stage.deliver(None, &PasswordResetRequested { user_id: world.ana.id }).await;
    world.stage.settle().await;

    let mails = world.outbox().await;
    assert_eq!(mails.len(), 2, "its own and the installation's: {mails:?}");
    assert!(world.mail(&mails[0]["id"]).await["text"].as_str().unwrap().contains("token=secret"));

    let path = |mail: &serde_json::Value| format!("/notifications/outbox/{}", mail["id"].as_str().unwrap());
    let manager = world.somebody(Role::Manager);
    let list = world.stage.get(&manager, "/notifications/outbox").await.expect(200);
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    let refused = world.stage.get(&manager, &path(&list["items"][0])).await;
    assert_eq!((refused.status, refused.code()), (403, "notifications.secret_mail"));
    let refused = world.stage.get(&manager, &format!("{}/html", path(&list["items"][0]))).await;
    assert_eq!(refused.status, 403);

    let elsewhere = people::admin(other);
    let list = world.stage.get(&elsewhere, "/notifications/outbox").await.expect(200);
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    assert_eq!(world.stage.get(&elsewhere, &path(&list["items"][0])).await.status, 403);
    assert_eq!(world.stage.get(&elsewhere, &path(&mails[0])).await.code(), "notifications.mail_not_found");
}
