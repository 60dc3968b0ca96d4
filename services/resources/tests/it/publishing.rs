//! Publishing a resource, and the demo's.

use plaza_core::OrgId;
use plaza_resources_api::{DemoPlaces, Resources, ResourcesClient};
use plaza_testkit::people::{manager, visitor};
use serde_json::json;

use crate::fakes::{madrid, place, publish, room, stage, with};

#[tokio::test]
async fn a_resource_gets_the_organisation_s_defaults() {
    let (stage, _) = stage().await;
    let org = OrgId::new();
    let location = place(&stage, org, madrid()).await;
    let desk = json!({"locationId": location["id"], "kind": "desk", "name": "Puesto", "units": 3});
    let made = publish(&stage, org, desk).await;
    assert_eq!(made["currency"], "EUR");
    assert_eq!(made["tax"], json!({"basisPoints": 1000, "inclusive": true}));
    assert_eq!(made["cancellation"]["name"], "moderate");
    assert_eq!(made["units"].as_array().unwrap().len(), 3);
    assert_eq!((made["ownHours"].as_bool(), made["hours"]["weekly"].as_array().unwrap().len()), (Some(false), 5));
    assert!(made["fromPrice"].is_null());
    let shown = stage.get(&visitor(org), &format!("/resources/{}", made["id"].as_str().unwrap())).await.expect(200);
    assert_eq!(shown, made);
}

#[tokio::test]
async fn what_cannot_stand_is_refused_and_named() {
    let (stage, _) = stage().await;
    let org = OrgId::new();
    let location = place(&stage, org, madrid()).await;
    let base = room(&location, "Sala Retiro");
    let cases = [
        (json!({"capacity": 0}), 400, "request.invalid"),
        (json!({"units": 0}), 400, "request.invalid"),
        (json!({"currency": "USD"}), 400, "request.invalid"),
        (json!({"version": 1}), 400, "request.invalid"),
        (json!({"surprise": 1}), 400, "request.invalid"),
        (json!({"category": "castles"}), 422, "resources.category_unknown"),
    ];
    for (change, status, code) in cases {
        let answer = stage.post(&manager(org), "/resources", with(base.clone(), change.clone())).await;
        assert_eq!((answer.status, answer.code()), (status, code), "{change} {}", answer.body);
    }
    let none = stage.get(&visitor(org), "/resources").await.expect(200);
    assert_eq!(none["items"], json!([]));
}

#[tokio::test]
async fn a_repeated_request_gets_its_first_answer() {
    let (stage, _) = stage().await;
    let org = OrgId::new();
    let location = place(&stage, org, madrid()).await;
    let cx = manager(org);
    let first = stage.post_keyed(&cx, "key-1", "/resources", room(&location, "Sala Retiro")).await.expect(201);
    let again = stage.post_keyed(&cx, "key-1", "/resources", room(&location, "Sala Retiro")).await.expect(201);
    assert_eq!(first, again);
    let all = stage.get(&visitor(org), "/resources").await.expect(200);
    assert_eq!(all["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_demo_is_made_once() {
    let (stage, _) = stage().await;
    let org = OrgId::new();
    let resource = |name: &str| json!({"kind": "room", "name": name, "category": "meeting-rooms", "units": 2});
    let location = with(madrid(), json!({"resources": [resource("Sala A"), resource("Sala B")]}));
    let demo = DemoPlaces { locations: vec![location] };
    let resources = stage.client::<ResourcesClient>();
    let cx = manager(org);
    let made = resources.seed_demo(&cx, demo.clone()).await.unwrap();
    assert_eq!(resources.seed_demo(&cx, demo).await.unwrap(), made);
    let cards = resources.resources(&cx, made.clone()).await.unwrap();
    assert_eq!(
        cards.iter().map(|card| (card.name.as_str(), card.units.len())).collect::<Vec<_>>(),
        [("Sala A", 2), ("Sala B", 2)]
    );
    assert_eq!(stage.published().await.len(), 3);
    let wrong = DemoPlaces { locations: vec![with(madrid(), json!({"resources": [{"kind": "castle"}]}))] };
    assert_eq!(resources.seed_demo(&cx, wrong).await.unwrap_err().code, "request.invalid");
}

#[tokio::test]
async fn the_demo_that_plaza_ships_is_accepted() {
    let (stage, _) = stage().await;
    let shipped: serde_json::Value = serde_json::from_str(include_str!("../../../../plaza/demo/places.json")).unwrap();
    let locations = shipped["locations"].as_array().unwrap().clone();
    let wanted: usize = locations.iter().map(|location| location["resources"].as_array().unwrap().len()).sum();
    let cx = manager(OrgId::new());
    let made = stage.client::<ResourcesClient>().seed_demo(&cx, DemoPlaces { locations }).await.unwrap();
    assert_eq!(made.len(), wanted);
    let audit = plaza_resources::service().audit.expect("an audit");
    assert_eq!(audit(stage.pool().clone()).await.unwrap(), []);
    let found = stage.get(&cx, "/resources?q=pizarra&limit=200").await.expect(200);
    assert!(!found["items"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn the_audit_finds_what_nobody_could_have_made() {
    let (stage, _) = stage().await;
    let org = OrgId::new();
    let location = place(&stage, org, madrid()).await;
    publish(&stage, org, room(&location, "Sala Retiro")).await;
    for breakage in
        ["DELETE FROM units", "UPDATE resources SET catalogue_version = 99, currency = 'USD', search_text = ''"]
    {
        sqlx::query(breakage).execute(stage.pool()).await.unwrap();
    }
    let audit = plaza_resources::service().audit.expect("an audit");
    let broken: Vec<String> =
        audit(stage.pool().clone()).await.unwrap().into_iter().map(|finding| finding.check).collect();
    assert_eq!(broken, ["resources.units", "resources.stamps", "resources.currency", "resources.findable"]);
}

#[tokio::test]
async fn people_who_publish_at_once_are_all_seen() {
    let (stage, _) = stage().await;
    let org = OrgId::new();
    let location = place(&stage, org, madrid()).await;
    let cx = manager(org);
    let many = (0..12).map(|number| {
        let (stage, cx, body) = (&stage, &cx, room(&location, &format!("Sala {number}")));
        async move {
            stage.post(cx, "/resources", body).await.expect(201);
            // Every look in between sees at least what was answered before it.
            stage.get(cx, "/resources?limit=200").await.expect(200)["items"].as_array().unwrap().len()
        }
    });
    let seen = futures::future::join_all(many).await;
    assert!(seen.iter().all(|count| *count >= 1));
    let all = stage.get(&cx, "/resources?limit=200").await.expect(200);
    assert_eq!(all["items"].as_array().unwrap().len(), 12);
}
