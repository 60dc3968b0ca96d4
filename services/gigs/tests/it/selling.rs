//! The owner's side: drafts, changes, shelves.

use std::sync::atomic::Ordering;

use plaza_core::{Cx, OrgId, Role};
use plaza_gigs_api::{Gigs, GigsClient};
use plaza_professionals_api::ProfileStatus;
use plaza_testkit::people::{member, person, visitor};
use serde_json::json;

use crate::world::{World, euros, gig, id, same};

#[tokio::test]
async fn a_professional_begins_a_gig_that_only_they_and_operators_see() {
    let world = World::new().await;
    let made = world.create(&world.lucia, gig("Retrato en estudio", 9_000, 7)).await;
    assert_eq!(
        (&made["status"], &made["version"], &made["seller"]["name"]),
        (&json!("draft"), &json!(1), &json!("Lucía Prat"))
    );
    assert_eq!((&made["price"], &made["deliveryDays"]), (&euros(9_000), &json!(7)));
    for who in [&world.lucia, &world.boss] {
        assert_eq!(world.show(who, &made).await.expect(200), made);
    }
    let elsewhere = person(OrgId::new(), world.lucia.user().unwrap(), Role::Admin);
    for who in [&world.olivia, &world.nobody, &elsewhere] {
        assert_eq!(world.show(who, &made).await.code(), "gigs.not_found");
    }
    assert_eq!(world.stage.published().await, ["gigs.gig.created.v1"]);
    world.sound().await;
}

#[tokio::test]
async fn only_professionals_sell_and_in_the_organisation_s_currency() {
    let world = World::new().await;
    assert_eq!(world.stage.post(&world.nobody, "/gigs", gig("Retrato", 1, 1)).await.status, 401);
    assert_eq!(world.stage.post(&world.olivia, "/gigs", gig("Retrato", 1, 1)).await.code(), "gigs.no_profile");
    let mut dollars = gig("Retrato", 1, 1);
    dollars["packages"][0]["price"]["currency"] = json!("USD");
    dollars["extras"] = json!([]);
    let refused = world.stage.post(&world.lucia, "/gigs", dollars).await;
    assert_eq!((refused.code(), &refused.body["currency"]), ("gigs.currency", &json!("EUR")));
    let mut unknown = gig("Retrato", 1, 1);
    unknown["colour"] = json!("red");
    assert_eq!(world.stage.post(&world.lucia, "/gigs", unknown).await.status, 400);
}

#[tokio::test]
async fn the_same_key_begins_one_gig() {
    let world = World::new().await;
    let first = world.stage.post_keyed(&world.lucia, "k", "/gigs", gig("Retrato", 900, 1)).await.expect(201);
    let again = world.stage.post_keyed(&world.lucia, "k", "/gigs", gig("Retrato", 900, 1)).await.expect(201);
    assert_eq!(first, again);
    let mine = world.stage.get(&world.lucia, "/gigs/mine").await.expect(200);
    assert_eq!(mine["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_change_says_which_version_it_is_of_and_keeps_the_ids_of_parts() {
    let world = World::new().await;
    let made = world.create(&world.lucia, gig("Retrato", 900, 1)).await;
    let unchanged = world.change(&world.lucia, &made, same(&made)).await.expect(200);
    assert_eq!(unchanged["version"], 1, "the same again is no change");
    let mut dearer = same(&made);
    dearer["packages"][0]["price"] = euros(1_200);
    let (one, two) = tokio::join!(
        world.change(&world.lucia, &made, dearer.clone()),
        world.change(&world.lucia, &made, {
            let mut other = same(&made);
            other["title"] = json!("Retratos");
            other
        }),
    );
    let (won, lost) = if one.status == 200 { (one, two) } else { (two, one) };
    let won = won.expect(200);
    assert_eq!((&won["version"], &won["packages"][0]["id"]), (&json!(2), &made["packages"][0]["id"]));
    assert_eq!((lost.status, lost.code(), &lost.body["version"]), (409, "gigs.changed_meanwhile", &json!(2)));
    let mut strange = same(&won);
    strange["packages"][0]["id"] = json!(uuid::Uuid::now_v7());
    assert_eq!(world.change(&world.lucia, &made, strange).await.status, 400);
    world.sound().await;
}

#[tokio::test]
async fn a_gig_is_put_on_the_shelves_and_taken_off() {
    let world = World::unmoderated().await;
    let made = world.create(&world.lucia, gig("Retrato", 900, 1)).await;
    assert_eq!(world.act(&world.lucia, &made, "pause").await.code(), "gigs.wrong_state");
    let published = world.act(&world.lucia, &made, "submit").await.expect(200);
    assert_eq!(
        (&published["status"], &published["publishedAt"]),
        (&json!("published"), &json!("2026-03-02T09:00:00Z"))
    );
    assert_eq!(world.show(&world.nobody, &made).await.status, 200);
    let refused = world.act(&world.lucia, &made, "submit").await;
    assert_eq!((refused.code(), &refused.body["state"]), ("gigs.wrong_state", &json!("published")));
    world.act(&world.lucia, &made, "pause").await.expect(200);
    assert_eq!((world.show(&world.nobody, &made).await.status, world.titles("").await.len()), (404, 0));
    world.act(&world.lucia, &made, "resume").await.expect(200);
    assert_eq!(world.titles("").await, ["Retrato"]);
    let mut dearer = same(&published);
    dearer["packages"][0]["price"] = euros(1_200);
    dearer["version"] = json!(null);
    assert_eq!(world.change(&world.lucia, &made, dearer).await.expect(200)["status"], "published");

    world.stage.delete(&world.lucia, &format!("/gigs/{}", id(&made))).await.expect(204);
    for who in [&world.lucia, &world.boss, &world.nobody] {
        assert_eq!(world.show(who, &made).await.status, 404);
    }
    assert_eq!(world.act(&world.lucia, &made, "submit").await.code(), "gigs.not_found");
    assert_eq!(world.stage.get(&world.lucia, "/gigs/mine").await.expect(200)["items"], json!([]));
    let names: Vec<String> =
        world.stage.published().await.into_iter().map(|name| name.split('.').nth(2).unwrap().to_owned()).collect();
    assert_eq!(names, ["created", "published", "paused", "published", "updated", "removed"]);
    let card =
        world.stage.client::<GigsClient>().gig(&world.olivia, id(&made).parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(card.status.name(), "removed", "orders still ask for it");
    world.sound().await;
}

#[tokio::test]
async fn what_is_sold_needs_a_published_profile() {
    let world = World::unmoderated().await;
    let made = world.create(&world.lucia, gig("Retrato", 900, 1)).await;
    for status in [ProfileStatus::Draft, ProfileStatus::Suspended] {
        world.profile(&world.lucia, "Lucía Prat", status);
        assert_eq!(world.act(&world.lucia, &made, "submit").await.code(), "gigs.profile_not_published");
    }
    world.profile(&world.lucia, "Lucía Prat", ProfileStatus::Published);
    world.act(&world.lucia, &made, "submit").await.expect(200);
}

#[tokio::test]
async fn others_change_nothing_and_learn_nothing() {
    let world = World::unmoderated().await;
    let made = world.create(&world.lucia, gig("Retrato", 900, 1)).await;
    let rival = member(world.org);
    world.profile(&rival, "Rival", ProfileStatus::Published);
    let elsewhere = Cx { org: Some(OrgId::new()), ..world.lucia.clone() };
    world.profile(&Cx { ..elsewhere.clone() }, "Lucía", ProfileStatus::Published);
    world.profile(&world.lucia, "Lucía Prat", ProfileStatus::Published);
    for who in [&rival, &elsewhere, &world.boss] {
        let path = format!("/gigs/{}", id(&made));
        for answer in [
            world.change(who, &made, same(&made)).await,
            world.act(who, &made, "submit").await,
            world.act(who, &made, "pause").await,
            world.act(who, &made, "resume").await,
            world.stage.delete(who, &path).await,
            world.picture(who, &made, vec![0xFF, 0xD8, 0xFF]).await,
            world.stage.delete(who, &format!("{path}/images/{}", uuid::Uuid::now_v7())).await,
        ] {
            assert_eq!(answer.code(), "gigs.not_found");
        }
    }
    let stranger = visitor(world.org);
    assert_eq!(world.act(&stranger, &made, "submit").await.status, 401);
    let client = world.stage.client::<GigsClient>();
    assert!(client.gig(&elsewhere, id(&made).parse().unwrap()).await.unwrap().is_none());
    let card = client.gig(&world.olivia, id(&made).parse().unwrap()).await.unwrap().unwrap();
    assert_eq!((card.packages.len(), card.extras.len(), card.questions[0].required), (1, 1, true));
}

#[tokio::test]
async fn only_trades_there_are_can_be_sold() {
    let world = World::new().await;
    world.professionals.mute.store(true, Ordering::SeqCst);
    let unknown = world.stage.post(&world.lucia, "/gigs", gig("Retrato", 900, 1)).await;
    assert_eq!((unknown.status, unknown.code()), (503, "gigs.trades_unknown"));
    assert_eq!(world.stage.get(&world.nobody, "/gigs?trade=video").await.code(), "gigs.trades_unknown");
    assert!(world.titles("").await.is_empty(), "nothing to ask for");
    world.professionals.mute.store(false, Ordering::SeqCst);

    let mut alchemy = gig("Oro", 900, 1);
    alchemy["trade"] = json!("alchemist");
    let refused = world.stage.post(&world.lucia, "/gigs", alchemy).await;
    assert_eq!((refused.status, &refused.body["errors"][0]["field"]), (400, &json!("trade")));
    let asked = world.professionals.asked.load(Ordering::SeqCst);
    let made = world.create(&world.lucia, gig("Retrato", 900, 1)).await;
    let mut alchemy = same(&made);
    alchemy["trade"] = json!("alchemist");
    let refused = world.change(&world.lucia, &made, alchemy).await;
    assert_eq!((refused.status, &refused.body["errors"][0]["field"]), (400, &json!("trade")));
    assert_eq!(world.show(&world.lucia, &made).await.expect(200)["trade"], "photography");
    world.professionals.mute.store(true, Ordering::SeqCst);
    world.change(&world.lucia, &made, same(&made)).await.expect(200);
    assert_eq!(world.professionals.asked.load(Ordering::SeqCst), asked, "they are known by now");
}
