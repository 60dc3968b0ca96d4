//! Who is no member of the organisation offers nothing in it. What they are is asked for: events only say when.

use chrono::Duration;
use plaza_core::{Cx, OrgId, Role};
use plaza_identity_api::events::RolesChanged;
use serde_json::{Value, json};

use crate::world::World;

fn roles(who: &Cx, roles: &[Role]) -> RolesChanged {
    RolesChanged { user_id: who.user().unwrap(), roles: roles.to_vec() }
}

/// Gives Ana roles from now on, and tells of it.
async fn becomes(world: &World, now: &[Role]) {
    world.stage.advance(Duration::minutes(1));
    world.identity.set_roles(world.org, world.ana.user().unwrap(), now);
    world.stage.deliver(Some(world.org), &roles(&world.ana, now)).await;
    world.stage.settle().await;
}

async fn own(world: &World) -> Value {
    world.stage.get(&world.ana, "/professionals/me").await.expect(200)
}

#[tokio::test]
async fn who_is_no_longer_a_member_is_not_offered() {
    let world = World::new().await;
    let (stage, ana) = (&world.stage, &world.ana);
    let id = world.publish(ana, |_| {}).await["id"].as_str().unwrap().to_owned();
    let publish = async || stage.put(ana, "/professionals/me/status", json!({"status": "published"})).await;
    // Any member may have a profile, with the role of a professional or without; another organisation's say is its own.
    becomes(&world, &[Role::Guest, Role::Member]).await;
    let other = OrgId::new();
    world.identity.set_roles(other, ana.user().unwrap(), &[Role::Guest]);
    stage.deliver(Some(other), &roles(ana, &[Role::Guest])).await;
    assert_eq!(world.found("").await, ["Ana Soler"]);

    becomes(&world, &[Role::Guest]).await;
    assert_eq!(world.found("").await.len(), 0);
    let profile = own(&world).await;
    assert_eq!((&profile["status"], &profile["missing"]), (&json!("draft"), &json!(["membership"])));
    let told: String = sqlx::query_scalar(
        "SELECT event_data ->> 'status' FROM kernel.domain_events WHERE event_type = 'professionals.professional.updated.v1'
         AND org_id = $1 ORDER BY seq DESC LIMIT 1",
    )
    .bind(world.org)
    .fetch_one(stage.pool())
    .await
    .unwrap();
    assert_eq!(told, "draft", "hours and gigs go with it");
    // An access token from before still says that they are one.
    assert_eq!(publish().await.body["missing"], json!(["membership"]));
    // An operator's suspension and its end do not bring it back either.
    stage.post(&world.boss, &format!("/professionals/{id}/suspend"), json!({"reason": "Spam"})).await.expect(200);
    let restored = stage.post(&world.boss, &format!("/professionals/{id}/restore"), json!({})).await.expect(200);
    assert_eq!(restored["status"], "draft");
    world.sound().await;

    becomes(&world, &[Role::Professional]).await;
    let profile = own(&world).await;
    assert_eq!((&profile["status"], &profile["missing"]), (&json!("draft"), &json!([])), "its owner decides");
    publish().await.expect(200);
    assert_eq!(world.found("").await, ["Ana Soler"]);
    world.sound().await;
}

#[tokio::test]
async fn who_lost_membership_before_making_a_profile_does_not_publish_one() {
    let world = World::new().await;
    becomes(&world, &[Role::Guest]).await;
    let made = world.stage.post(&world.ana, "/professionals/me", crate::world::profile()).await.expect(201);
    assert_eq!(made["missing"], json!(["trades", "location", "membership"]));
}

#[tokio::test]
async fn what_somebody_was_long_ago_hides_nothing() {
    let world = World::new().await;
    let (stage, org, ana) = (&world.stage, Some(world.org), &world.ana);
    world.publish(ana, |_| {}).await;
    world.identity.set_roles(world.org, ana.user().unwrap(), &[Role::Professional]);
    // All that ever happened, told at once to who begins to listen, or one by one, late and in any order.
    let told = || [[Role::Guest], [Role::Professional]].map(|then| stage.envelope(org, &roles(ana, &then)));
    stage.deliver_envelopes(told().to_vec()).await;
    assert_eq!(world.found("").await, ["Ana Soler"]);
    for late in told().into_iter().rev() {
        stage.deliver_envelopes(vec![late]).await;
        assert_eq!(world.found("").await, ["Ana Soler"]);
    }
    assert_eq!(own(&world).await["missing"], json!([]));
    // What identity does not know says nothing.
    let stranger = plaza_testkit::people::member(world.org);
    world.publish(&stranger, |sketch| sketch.body["displayName"] = json!("Bea")).await;
    stage.deliver(org, &roles(&stranger, &[Role::Guest])).await;
    assert_eq!(world.found("").await.len(), 2);
    world.sound().await;
}

#[tokio::test]
async fn who_is_a_guest_now_is_hidden_as_soon_as_identity_answers() {
    let world = World::new().await;
    let (stage, org, ana) = (&world.stage, Some(world.org), &world.ana);
    world.publish(ana, |_| {}).await;
    world.identity.set_roles(world.org, ana.user().unwrap(), &[Role::Guest]);
    *world.identity.away.lock().unwrap() = true;
    // Whatever the event says.
    let told = stage.envelope(org, &roles(ana, &[Role::Professional]));
    stage.deliver_envelopes(vec![told.clone()]).await;
    assert_eq!(world.found("").await, ["Ana Soler"]);
    *world.identity.away.lock().unwrap() = false;
    stage.advance(Duration::minutes(1));
    assert_eq!(world.found("").await.len(), 0);
    let hidden = own(&world).await;
    assert_eq!((&hidden["status"], &hidden["missing"]), (&json!("draft"), &json!(["membership"])));
    stage.deliver_envelopes(vec![told]).await;
    stage.settle().await;
    assert_eq!(own(&world).await["version"], hidden["version"], "once");
    world.sound().await;
}
