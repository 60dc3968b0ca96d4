//! Changing, archiving, and what other services are told.

use plaza_core::OrgId;
use plaza_resources_api::{Resources, ResourcesClient, Similar};
use plaza_testkit::people::{manager, member, visitor};
use serde_json::json;

use crate::fakes::{madrid, names, place, publish, room, stage, with};

#[tokio::test]
async fn units_keep_their_ids_through_changes() {
    let (stage, _) = stage().await;
    let org = OrgId::new();
    let location = place(&stage, org, madrid()).await;
    let base = with(room(&location, "Sala Retiro"), json!({"units": ["Norte", "Sur"]}));
    let made = publish(&stage, org, base.clone()).await;
    let path = format!("/resources/{}", made["id"].as_str().unwrap());
    let fewer = stage.put(&manager(org), &path, with(base.clone(), json!({"units": ["Sur"]}))).await.expect(200);
    assert_eq!(fewer["units"], json!([made["units"][1]]));
    let back = stage
        .put(&manager(org), &path, with(base.clone(), json!({"units": ["Sur", "Norte", "Este"]})))
        .await
        .expect(200);
    assert_eq!((&back["units"][0], &back["units"][1]), (&made["units"][1], &made["units"][0]));
    let kept = stage.put(&manager(org), &path, with(base, json!({"units": null, "version": 3}))).await.expect(200);
    assert_eq!((&kept["units"], kept["version"].as_i64()), (&back["units"], Some(4)));
}

#[tokio::test]
async fn an_archived_resource_comes_back_with_a_status() {
    let (stage, _) = stage().await;
    let org = OrgId::new();
    let location = place(&stage, org, madrid()).await;
    let made = publish(&stage, org, room(&location, "Sala Retiro")).await;
    let path = format!("/resources/{}", made["id"].as_str().unwrap());
    let id = made["id"].as_str().unwrap().parse().unwrap();
    let resources = stage.client::<ResourcesClient>();
    assert!(resources.resource(&member(org), id).await.unwrap().unwrap().active);
    assert_eq!(stage.delete(&manager(org), &path).await.status, 204);
    assert_eq!(stage.delete(&manager(org), &path).await.status, 204);
    assert!(!resources.resource(&member(org), id).await.unwrap().unwrap().active);
    assert!(names(&stage.get(&visitor(org), "/resources").await.expect(200)).is_empty());
    assert_eq!(names(&stage.get(&manager(org), "/resources?status=archived").await.expect(200)), ["Sala Retiro"]);
    assert_eq!(stage.get(&member(org), "/resources?status=archived").await.status, 400);
    assert_eq!(stage.get(&visitor(org), &path).await.expect(200)["status"], "archived");
    let body = with(room(&location, "Sala Retiro"), json!({"status": "active"}));
    stage.put(&manager(org), &path, body).await.expect(200);
    assert!(resources.resource(&member(org), id).await.unwrap().unwrap().active);
    let published = stage.published().await;
    assert_eq!(published[2..], ["resources.resource.archived.v1", "resources.resource.updated.v1"]);
}

#[tokio::test]
async fn similar_ones_are_near_and_hold_as_many() {
    let (stage, _) = stage().await;
    let org = OrgId::new();
    let madrid_place = place(&stage, org, madrid()).await;
    let far = with(madrid(), json!({"name": "Plaza Born", "latitude": 41.38, "longitude": 2.18}));
    let barcelona = place(&stage, org, far).await;
    let wanted = publish(&stage, org, room(&madrid_place, "Wanted")).await;
    let suburb = with(madrid(), json!({"name": "Plaza Alcalá", "latitude": 40.48, "longitude": -3.36}));
    let suburb = place(&stage, org, suburb).await;
    publish(&stage, org, room(&suburb, "Far")).await;
    // Nobody takes a train to another city instead.
    publish(&stage, org, room(&barcelona, "Too far")).await;
    publish(
        &stage,
        org,
        with(room(&madrid_place, "Dear"), json!({"rates": {"perHour": {"amount": 9000, "currency": "EUR"}}})),
    )
    .await;
    publish(&stage, org, room(&madrid_place, "Cheap")).await;
    publish(&stage, org, with(room(&madrid_place, "Small"), json!({"capacity": 2}))).await;
    publish(&stage, org, with(room(&madrid_place, "Closed"), json!({"status": "inactive"}))).await;
    publish(&stage, org, with(room(&madrid_place, "Desk"), json!({"kind": "desk"}))).await;
    let asked = Similar { to: wanted["id"].as_str().unwrap().parse().unwrap(), capacity: 6, limit: 8 };
    let cards = stage.client::<ResourcesClient>().similar(&member(org), asked).await.unwrap();
    assert_eq!(cards.iter().map(|card| card.name.as_str()).collect::<Vec<_>>(), ["Cheap", "Dear", "Far"]);
}
