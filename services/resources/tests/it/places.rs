//! Locations, categories, and what may not be done by whom.

use plaza_core::OrgId;
use plaza_resources_api::{Resources, ResourcesClient};
use plaza_testkit::people::{manager, member, visitor};
use serde_json::json;

use crate::fakes::{madrid, place, publish, room, stage, with};

#[tokio::test]
async fn a_location_is_made_changed_and_shown() {
    let (stage, _) = stage().await;
    let org = OrgId::new();
    let made = place(&stage, org, madrid()).await;
    let id = made["id"].as_str().unwrap();
    let shown = stage.get(&visitor(org), &format!("/locations/{id}")).await.expect(200);
    assert_eq!(shown, made);
    assert_eq!(shown["address"]["city"], "Madrid");
    let body = with(madrid(), json!({"name": "Plaza Bilbao", "version": 1}));
    let changed = stage.put(&manager(org), &format!("/locations/{id}"), body.clone()).await.expect(200);
    assert_eq!((changed["name"].as_str(), changed["version"].as_i64()), (Some("Plaza Bilbao"), Some(2)));
    let stale = stage.put(&manager(org), &format!("/locations/{id}"), body).await;
    assert_eq!((stale.status, stale.code()), (409, "resources.changed_meanwhile"));
    let listed = stage.get(&visitor(org), "/locations?limit=1").await.expect(200);
    assert_eq!((listed["items"].as_array().unwrap().len(), listed["next"].is_null()), (1, true));
    assert_eq!(stage.published().await, ["resources.location.created.v1", "resources.location.updated.v1"]);
}

#[tokio::test]
async fn a_changed_location_changes_its_resources() {
    let (stage, _) = stage().await;
    let org = OrgId::new();
    let location = place(&stage, org, madrid()).await;
    let made = publish(&stage, org, room(&location, "Sala Retiro")).await;
    let id = made["id"].as_str().unwrap().parse().unwrap();
    let resources = stage.client::<ResourcesClient>();
    let cx = member(org);
    let before = resources.resource(&cx, id).await.unwrap().unwrap();
    let path = format!("/locations/{}/exceptions", location["id"].as_str().unwrap());
    let day = json!({"date": "2026-05-02", "reason": "Dos de Mayo"});
    stage.post(&manager(org), &path, day.clone()).await.expect(201);
    stage.post(&manager(org), &path, day).await.expect(201);
    let closed = resources.resource(&cx, id).await.unwrap().unwrap();
    assert_eq!((before.version, closed.version, closed.hours.exceptions.len()), (1, 3, 1));
    stage.delete(&manager(org), &format!("{path}/2026-05-02")).await.expect(200);
    let again = stage.delete(&manager(org), &format!("{path}/2026-05-02")).await;
    assert_eq!((again.status, again.code()), (404, "resources.exception_not_found"));
    assert_eq!(stage.delete(&manager(org), &format!("{path}/tomorrow")).await.status, 404);
    let updates = stage.published().await.iter().filter(|kind| *kind == "resources.resource.updated.v1").count();
    assert_eq!(updates, 3);
}

#[tokio::test]
async fn categories_are_built_in_and_own() {
    let (stage, _) = stage().await;
    let org = OrgId::new();
    let kitchens = json!({"slug": "kitchens", "names": {"es": "Cocinas", "en": "Kitchens"}});
    stage.post(&manager(org), "/categories", kitchens.clone()).await.expect(201);
    let again = stage.post(&manager(org), "/categories", kitchens).await;
    assert_eq!((again.status, again.code()), (409, "resources.category_exists"));
    let bad = stage.post(&manager(org), "/categories", json!({"slug": "Ñ", "names": {"es": "x", "en": "x"}})).await;
    assert_eq!((bad.status, bad.body["errors"][0]["field"].as_str()), (400, Some("slug")));
    let all = stage.get(&visitor(org), "/categories").await.expect(200);
    assert!(all["items"].as_array().unwrap().iter().any(|category| category["slug"] == "kitchens"));
    let others = stage.get(&visitor(OrgId::new()), "/categories").await.expect(200);
    assert!(others["items"].as_array().unwrap().iter().all(|category| category["slug"] != "kitchens"));
}

#[tokio::test]
async fn only_operators_change_and_only_their_own() {
    let (stage, _) = stage().await;
    let org = OrgId::new();
    let location = place(&stage, org, madrid()).await;
    let made = publish(&stage, org, room(&location, "Sala Retiro")).await;
    let (place, resource) = (
        format!("/locations/{}", location["id"].as_str().unwrap()),
        format!("/resources/{}", made["id"].as_str().unwrap()),
    );
    for (cx, status) in [(visitor(org), 401), (member(org), 403), (manager(OrgId::new()), 404)] {
        assert_eq!(stage.put(&cx, &place, madrid()).await.status, status);
        assert_eq!(stage.put(&cx, &resource, room(&location, "x")).await.status, status);
        assert_eq!(stage.delete(&cx, &resource).await.status, status);
        assert_eq!(stage.post(&cx, &format!("{place}/exceptions"), json!({"date": "2026-05-02"})).await.status, status);
    }
    for path in [&place, &resource] {
        assert_eq!(stage.get(&visitor(OrgId::new()), path).await.status, 404);
    }
    let elsewhere = stage.post(&manager(OrgId::new()), "/resources", room(&location, "x")).await;
    assert_eq!((elsewhere.status, elsewhere.code()), (422, "resources.location_unknown"));
}
