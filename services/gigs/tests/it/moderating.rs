//! Operators see what is sold before clients do.

use plaza_core::{OrgId, Role};
use plaza_testkit::people::{manager, person};
use serde_json::json;

use crate::world::{World, euros, gig, id, same};

#[tokio::test]
async fn a_gig_waits_for_an_operator_who_has_seen_this_version() {
    let world = World::new().await;
    let made = world.create(&world.lucia, gig("Retrato", 900, 1)).await;
    let submitted = world.act(&world.lucia, &made, "submit").await.expect(200);
    assert_eq!(submitted["status"], "in_review");
    assert_eq!((world.show(&world.olivia, &made).await.status, world.titles("").await.len()), (404, 0));
    let queue = world.stage.get(&world.boss, "/operations/gigs").await.expect(200);
    assert_eq!(queue["items"][0]["id"], made["id"]);
    assert_eq!(world.stage.get(&world.olivia, "/operations/gigs").await.status, 403);
    assert_eq!(world.stage.get(&manager(OrgId::new()), "/operations/gigs").await.expect(200)["items"], json!([]));

    // Changed while the operator reads it.
    let mut sneaky = same(&submitted);
    sneaky["title"] = json!("Otra cosa");
    let changed = world.change(&world.lucia, &made, sneaky).await.expect(200);
    assert_eq!((&changed["status"], &changed["version"]), (&json!("in_review"), &json!(3)));
    assert_eq!(world.approve(&submitted).await.code(), "gigs.changed_meanwhile");
    assert_eq!(world.approve(&changed).await.expect(200)["status"], "published");
    assert_eq!(world.titles("").await, ["Otra cosa"]);
    assert_eq!(world.approve(&world.show(&world.boss, &made).await.expect(200)).await.code(), "gigs.wrong_state");
    world.sound().await;
}

#[tokio::test]
async fn a_refused_gig_says_why_and_comes_back() {
    let world = World::new().await;
    let made = world.create(&world.lucia, gig("Retrato", 900, 1)).await;
    let submitted = world.act(&world.lucia, &made, "submit").await.expect(200);
    assert_eq!(world.reject(&submitted, " ").await.status, 400);
    world.reject(&submitted, "Sube alguna foto tuya.").await.expect(200);
    let refused = world.show(&world.lucia, &made).await.expect(200);
    assert_eq!((&refused["status"], &refused["reason"]), (&json!("rejected"), &json!("Sube alguna foto tuya.")));
    let again = world.act(&world.lucia, &made, "submit").await.expect(200);
    assert_eq!((&again["status"], &again["reason"]), (&json!("in_review"), &json!(null)));
    let told: Vec<serde_json::Value> =
        sqlx::query_scalar("SELECT event_data FROM kernel.domain_events").fetch_all(world.stage.pool()).await.unwrap();
    assert!(!told.iter().any(|event| event.to_string().contains("Sube")), "no words in events");
}

#[tokio::test]
async fn what_changes_goes_back_to_review_also_on_the_way_over_a_pause() {
    let world = World::new().await;
    let published = world.published(&world.lucia, gig("Retrato", 900, 1)).await;
    world.change(&world.lucia, &published, same(&published)).await.expect(200);
    assert_eq!(world.titles("").await, ["Retrato"], "the same again changes nothing");
    let mut dearer = same(&published);
    dearer["packages"][0]["price"] = euros(1_200);
    let changed = world.change(&world.lucia, &published, dearer).await.expect(200);
    assert_eq!(changed["status"], "in_review");
    assert!(world.titles("").await.is_empty());
    let approved = world.approve(&changed).await.expect(200);

    world.act(&world.lucia, &approved, "pause").await.expect(200);
    let resumed = world.act(&world.lucia, &approved, "resume").await.expect(200);
    assert_eq!(resumed["status"], "published", "it is as the operator saw it");
    let published: Vec<String> = sqlx::query_scalar(
        "SELECT metadata ->> 'actor' FROM kernel.domain_events WHERE event_type = 'gigs.gig.published.v1' ORDER BY seq",
    )
    .fetch_all(world.stage.pool())
    .await
    .unwrap();
    let (operator, owner) = (world.boss.actor_label(), world.lucia.actor_label());
    assert_eq!(published, [operator.clone(), operator, owner], "by this, owners are told of what others did only");
    world.act(&world.lucia, &approved, "pause").await.expect(200);
    let mut other = same(&approved);
    other["title"] = json!("Retratos y más");
    other["version"] = json!(null);
    assert_eq!(world.change(&world.lucia, &approved, other).await.expect(200)["status"], "paused");
    assert_eq!(world.act(&world.lucia, &approved, "resume").await.expect(200)["status"], "in_review");
    world.sound().await;
}

#[tokio::test]
async fn an_operator_takes_down_what_is_found() {
    let world = World::unmoderated().await;
    let published = world.published(&world.lucia, gig("Retrato", 900, 1)).await;
    world.reject(&published, "Copiado de otra persona.").await.expect(200);
    assert!(world.titles("").await.is_empty());
    let again = world.act(&world.lucia, &published, "submit").await.expect(200);
    assert_eq!(again["status"], "in_review", "also where gigs are not moderated");
}

#[tokio::test]
async fn another_organisation_s_operator_finds_nothing() {
    let world = World::new().await;
    let made = world.create(&world.lucia, gig("Retrato", 900, 1)).await;
    let submitted = world.act(&world.lucia, &made, "submit").await.expect(200);
    let stranger = manager(OrgId::new());
    let path = |verb: &str| format!("/operations/gigs/{}/{verb}", id(&made));
    assert_eq!(
        world.stage.post(&stranger, &path("approve"), json!({"version": submitted["version"]})).await.status,
        404
    );
    assert_eq!(world.stage.post(&stranger, &path("reject"), json!({"reason": "no reason"})).await.status, 404);
    assert_eq!(world.stage.post(&world.lucia, &path("approve"), json!({"version": 2})).await.status, 403);
}

#[tokio::test]
async fn nobody_decides_on_their_own_gig() {
    let world = World::new().await;
    let made = world.create(&world.lucia, gig("Retrato", 900, 1)).await;
    let submitted = world.act(&world.lucia, &made, "submit").await.expect(200);
    let path = format!("/operations/gigs/{}", id(&made));
    for role in [Role::Manager, Role::Admin] {
        let owner = person(world.org, world.lucia.user().unwrap(), role);
        let approve =
            world.stage.post(&owner, &format!("{path}/approve"), json!({"version": submitted["version"]})).await;
        let reject = world.stage.post(&owner, &format!("{path}/reject"), json!({"reason": "Ya no lo ofrezco"})).await;
        for refused in [approve, reject] {
            assert_eq!((refused.status, refused.code()), (403, "gigs.own_gig"));
        }
    }
    assert_eq!(world.approve(&submitted).await.expect(200)["status"], "published");
    world.sound().await;
}
