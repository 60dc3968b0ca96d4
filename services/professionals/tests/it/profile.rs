//! Profiles: made, described, published, shown, taken down.

use plaza_core::{Cx, OrgId};
use plaza_professionals_api::{ProfessionalId, Professionals};
use plaza_testkit::people::{admin, guest, manager, member, visitor};
use serde_json::{Value, json};

use crate::world::{World, profile};

#[tokio::test]
async fn a_profile_is_a_draft_under_the_account_s_name_until_it_is_complete() {
    let world = World::new().await;
    let (stage, ana) = (&world.stage, &world.ana);
    assert_eq!(stage.get(ana, "/professionals/me").await.code(), "professionals.no_profile");
    let made = stage.post(ana, "/professionals/me", json!({})).await.expect(201);
    assert_eq!((&made["displayName"], &made["status"]), (&json!("Ana Soler"), &json!("draft")));
    assert_eq!(made["missing"], json!(["headline", "about", "languages", "trades", "location"]));
    let refused = stage.put(ana, "/professionals/me/status", json!({"status": "published"})).await;
    assert_eq!((refused.status, refused.code()), (422, "professionals.incomplete"));
    assert_eq!(refused.body["missing"], made["missing"]);
    stage.put(ana, "/professionals/me", profile()).await.expect(200);
    stage.post(ana, "/professionals/me/trades", json!({"trades": [{"slug": "photographer"}]})).await.expect(200);
    let place = json!({"city": "Madrid", "country": "ES", "latitude": 40.4168, "longitude": -3.7038});
    let placed = stage.post(ana, "/professionals/me/location", place).await.expect(200);
    assert_eq!(placed["missing"], json!([]));
    let shown = stage.put(ana, "/professionals/me/status", json!({"status": "published"})).await.expect(200);
    assert_eq!((&shown["status"], &shown["version"]), (&json!("published"), &json!(5)));
    // What is published stays fit to be seen.
    let emptied = stage.put(ana, "/professionals/me", json!({})).await;
    assert_eq!(emptied.code(), "professionals.incomplete");
    let published = stage.published().await;
    for event in ["created", "updated", "location_updated", "published"] {
        assert!(published.contains(&format!("professionals.professional.{event}.v1")), "{event}");
    }
    world.sound().await;
}

#[tokio::test]
async fn there_is_one_profile_each_and_a_repeated_request_gets_the_first_answer() {
    let world = World::new().await;
    let (stage, ana) = (&world.stage, &world.ana);
    let first = stage.post_keyed(ana, "k1", "/professionals/me", profile()).await.expect(201);
    assert_eq!(stage.post_keyed(ana, "k1", "/professionals/me", profile()).await.expect(201), first);
    assert_eq!(stage.post(ana, "/professionals/me", profile()).await.code(), "professionals.exists");
    // The seed has one operation for making and changing.
    let bea = member(world.org);
    let made = stage.put(&bea, "/professionals/me", json!({"displayName": "Bea"})).await.expect(200);
    assert_eq!((&made["displayName"], &made["version"]), (&json!("Bea"), &json!(1)));
    // At once, too.
    let carl = member(world.org);
    let tries = (0..8).map(|_| stage.post(&carl, "/professionals/me", profile()));
    let statuses: Vec<u16> = futures::future::join_all(tries).await.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| [201, 409].contains(status)), "{statuses:?}");
}

#[tokio::test]
async fn a_change_over_another_s_is_refused() {
    let world = World::new().await;
    let (stage, ana) = (&world.stage, &world.ana);
    let version = stage.post(ana, "/professionals/me", profile()).await.expect(201)["version"].clone();
    let mut body = profile();
    body["version"] = version;
    stage.put(ana, "/professionals/me", body.clone()).await.expect(200);
    let refused = stage.put(ana, "/professionals/me", body).await;
    assert_eq!((refused.code(), &refused.body["version"]), ("professionals.changed_meanwhile", &json!(2)));
}

#[tokio::test]
async fn what_breaks_a_rule_is_named() {
    let world = World::new().await;
    let (stage, ana) = (&world.stage, &world.ana);
    stage.post(ana, "/professionals/me", profile()).await.expect(201);
    let with = |field: &str, value: Value| {
        let mut body = profile();
        body[field] = value;
        body
    };
    for (body, field) in [
        (with("headline", json!("x".repeat(121))), "headline"),
        (with("headline", json!("two\nlines")), "headline"),
        (with("about", json!("x".repeat(4_001))), "about"),
        (with("radiusKm", json!(501)), "radiusKm"),
        (with("displayName", json!(" ")), "displayName"),
        (with("hourlyFrom", json!({"amount": 0, "currency": "EUR"})), "hourlyFrom.amount"),
        (with("languages", json!([{"code": "esp", "level": "basic"}])), "languages[0].code"),
        (
            with("languages", json!([{"code": "es", "level": "basic"}, {"code": "es", "level": "native"}])),
            "languages[1].code",
        ),
        (with("nonsense", json!(1)), "nonsense"),
    ] {
        let refused = stage.put(ana, "/professionals/me", body).await;
        assert_eq!(refused.body["errors"][0]["field"], field, "{}", refused.body);
    }
    for (trades, field) in [
        (json!([]), "trades"),
        (json!([{"slug": "wizard"}]), "trades[0].slug"),
        (json!([{"slug": "chef"}, {"slug": "chef"}]), "trades[1].slug"),
        (json!([{"slug": "chef", "years": 71}]), "trades[0].years"),
    ] {
        let refused = stage.put(ana, "/professionals/me/trades", json!({"trades": trades})).await;
        assert_eq!(refused.body["errors"][0]["field"], field);
    }
    let place =
        |country: &str, latitude: f64| json!({"city": "X", "country": country, "latitude": latitude, "longitude": 1.0});
    let refused = stage.put(ana, "/professionals/me/location", place("es", 1.0)).await;
    assert_eq!(refused.body["errors"][0]["field"], "country");
    let refused = stage.put(ana, "/professionals/me/location", place("ES", 91.0)).await;
    assert_eq!(refused.body["errors"][0]["field"], "latitude");
}

#[tokio::test]
async fn others_see_about_where_and_nobody_sees_drafts() {
    let world = World::new().await;
    let (stage, ana) = (&world.stage, &world.ana);
    let draft = stage.post(ana, "/professionals/me", profile()).await.expect(201);
    let path = format!("/professionals/{}", draft["id"].as_str().unwrap());
    let everybody = visitor(world.org);
    assert_eq!(stage.get(&everybody, &path).await.code(), "professionals.not_found");
    assert_eq!(stage.get(ana, &path).await.status, 200);
    assert_eq!(stage.get(&world.boss, &path).await.status, 200);
    let bea = member(world.org);
    let own = world.publish(&bea, |_| {}).await;
    assert_eq!(own["exactPlace"], json!({"latitude": 40.4168, "longitude": -3.7038}));
    let path = format!("/professionals/{}", own["id"].as_str().unwrap());
    let page = stage.get(&everybody, &path).await.expect(200);
    assert_eq!(page.get("exactPlace"), None);
    assert_eq!(page["place"], own["place"]);
    assert_ne!(page["place"]["latitude"], json!(40.4168));
    assert!((page["place"]["latitude"].as_f64().unwrap() - 40.4168).abs() < 0.02);
    // Their account finds the same page.
    let by_user = format!("/professionals/{}", own["userId"].as_str().unwrap());
    assert_eq!(stage.get(&everybody, &by_user).await.expect(200), page);
    // Another organisation has nobody.
    for stranger in [visitor(OrgId::new()), admin(OrgId::new())] {
        assert_eq!(stage.get(&stranger, &path).await.status, 404);
    }
    assert_eq!(stage.post(&guest(world.org), "/professionals/me", profile()).await.code(), "auth.role");
}

#[tokio::test]
async fn operators_take_profiles_down_and_let_them_be_seen_again() {
    let world = World::new().await;
    let (stage, ana, boss) = (&world.stage, &world.ana, &world.boss);
    let id = world.publish(ana, |_| {}).await["id"].as_str().unwrap().to_owned();
    assert_eq!(world.found("").await.len(), 1);
    let suspend = format!("/professionals/{id}/suspend");
    assert_eq!(stage.post(ana, &suspend, json!({"reason": "x"})).await.code(), "auth.role");
    assert_eq!(stage.post(&admin(OrgId::new()), &suspend, json!({"reason": "x"})).await.status, 404);
    stage.post(boss, &suspend, json!({"reason": "Not your pictures."})).await.expect(200);
    assert_eq!(world.found("").await.len(), 0);
    assert_eq!(stage.get(&visitor(world.org), &format!("/professionals/{id}")).await.status, 404);
    let own = stage.get(ana, "/professionals/me").await.expect(200);
    assert_eq!((&own["status"], &own["suspendedFor"]), (&json!("suspended"), &json!("Not your pictures.")));
    for status in ["published", "draft"] {
        let refused = stage.put(ana, "/professionals/me/status", json!({"status": status})).await;
        assert_eq!(refused.code(), "professionals.suspended");
    }
    let listed = stage.get(boss, "/professionals?status=suspended").await.expect(200);
    assert_eq!(listed["items"][0]["id"], json!(id));
    let restored = stage.post(boss, &format!("/professionals/{id}/restore"), json!({})).await.expect(200);
    assert_eq!(restored["status"], "published");
    assert_eq!(world.found("").await.len(), 1);
    let again = stage.post(boss, &format!("/professionals/{id}/restore"), json!({})).await;
    assert_eq!(again.code(), "professionals.not_suspended");
    assert!(stage.published().await.contains(&"professionals.professional.suspended.v1".to_owned()));
    world.sound().await;
}

#[tokio::test]
async fn nobody_suspends_or_restores_their_own_profile() {
    let world = World::new().await;
    let id = world.publish(&world.boss, |_| {}).await["id"].as_str().unwrap().to_owned();
    let path = format!("/professionals/{id}");
    let suspend = async |who: &Cx| world.stage.post(who, &format!("{path}/suspend"), json!({"reason": "Mine"})).await;
    let restore = async |who: &Cx| world.stage.post(who, &format!("{path}/restore"), json!({})).await;
    let other = manager(world.org);
    let refused = suspend(&world.boss).await;
    assert_eq!((refused.status, refused.code()), (403, "professionals.own_profile"));
    suspend(&other).await.expect(200);
    let refused = restore(&world.boss).await;
    assert_eq!((refused.status, refused.code()), (403, "professionals.own_profile"), "an admin neither");
    assert_eq!(restore(&other).await.expect(200)["status"], "published");
    let told = world.stage.published().await;
    let restored = told.iter().filter(|kind| *kind == "professionals.professional.restored.v1").count();
    assert_eq!(restored, 1, "its owner is told of it: {told:?}");
    world.sound().await;
}

#[tokio::test]
async fn other_services_ask_for_cards() {
    let world = World::new().await;
    let client = world.client();
    let page = world.publish(&world.ana, |_| {}).await;
    let id: ProfessionalId = page["id"].as_str().unwrap().parse().unwrap();
    let card = client.professional(&world.ana, id).await.unwrap().unwrap();
    assert_eq!((card.name.as_str(), card.verified), ("Ana Soler", false));
    assert_eq!(client.of_user(&world.boss, world.ana.user().unwrap()).await.unwrap(), Some(card));
    assert_eq!(client.of_user(&world.boss, world.boss.user().unwrap()).await.unwrap(), None);
    assert_eq!(client.professional(&admin(OrgId::new()), id).await.unwrap(), None);
    let trades = world.stage.get(&visitor(world.org), "/trades").await.expect(200);
    let groups = trades["groups"].as_array().unwrap().iter();
    let shown: Vec<_> = groups.flat_map(|group| group["trades"].as_array().unwrap()).map(|it| &it["slug"]).collect();
    let told = world.client().trades(&visitor(world.org), ()).await.unwrap();
    assert!(told.iter().eq(shown), "other services know the same");
    assert_eq!(trades["groups"].as_array().unwrap().len(), 12);
    assert_eq!(trades["groups"][0]["trades"][0]["slug"], "electrician");
}
