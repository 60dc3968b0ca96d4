use plaza_core::{Cx, Locale, OrgId};
use plaza_settings_api::{Settings, SettingsClient};
use plaza_testkit::people::{admin, manager, member};
use plaza_testkit::stage::Stage;
use serde_json::json;

#[tokio::test]
async fn known_features_are_listed_and_turned() {
    let (stage, org) = (Stage::of(plaza_settings::service()).start().await, OrgId::new());
    let list = stage.get(&manager(org), "/config/features").await.expect(200);
    let keys: Vec<_> =
        list["items"].as_array().unwrap().iter().map(|item| item["key"].as_str().unwrap().to_owned()).collect();
    assert!(["guest_booking", "recurring_bookings", "waitlist"].iter().all(|key| keys.contains(&(*key).to_owned())));

    let path = "/config/features/waitlist";
    let turned = stage.put(&admin(org), path, json!({ "enabled": true, "share": 40 })).await.expect(200);
    assert_eq!((&turned["share"], turned["description"].as_str().unwrap().is_empty()), (&json!(40), false));
    let kept = stage.put(&admin(org), path, json!({ "enabled": false })).await.expect(200);
    assert_eq!((&kept["enabled"], &kept["share"]), (&json!(false), &json!(40)));
    stage.put(&admin(org), path, json!({ "enabled": false, "description": "Wait." })).await.expect(200);
    assert_eq!(stage.published().await, ["settings.feature.changed.v1", "settings.feature.changed.v1"]);
    let own =
        stage.put(&admin(org), "/config/features/beta_map", json!({ "enabled": true, "description": "A map." })).await;
    assert_eq!(own.expect(200)["share"], 100);
    let list = stage.get(&manager(org), "/config/features").await.expect(200);
    assert_eq!(list["items"].as_array().unwrap().len(), keys.len() + 1);
}

#[tokio::test]
async fn descriptions_come_in_the_readers_language_unless_the_organisation_has_its_own() {
    let (stage, org) = (Stage::of(plaza_settings::service()).start().await, OrgId::new());
    let reader = Cx { locale: Locale::Es, ..manager(org) };
    let waitlist = async || {
        let list = stage.get(&reader, "/config/features").await.expect(200);
        let item = list["items"].as_array().unwrap().iter().find(|item| item["key"] == "waitlist").unwrap().clone();
        item["description"].as_str().unwrap().to_owned()
    };
    assert!(waitlist().await.contains("ocupado"));
    stage.put(&admin(org), "/config/features/waitlist", json!({ "enabled": true })).await.expect(200);
    assert!(waitlist().await.contains("ocupado"));
    let own = json!({ "enabled": true, "description": "Cola" });
    stage.put(&admin(org), "/config/features/waitlist", own).await.expect(200);
    assert_eq!(waitlist().await, "Cola");
}

#[tokio::test]
async fn services_ask_for_somebody() {
    let (stage, org) = (Stage::of(plaza_settings::service()).start().await, OrgId::new());
    let client: SettingsClient = stage.client();
    assert!(!client.feature(&member(org), "waitlist".into()).await.unwrap());
    assert!(!client.feature(&member(org), "never_heard_of".into()).await.unwrap());
    stage.put(&admin(org), "/config/features/waitlist", json!({ "enabled": true })).await.expect(200);
    assert!(client.feature(&member(org), "waitlist".into()).await.unwrap());
    assert!(client.feature(&Cx::service("bookings", Some(org)), "waitlist".into()).await.unwrap());
    assert!(!client.feature(&member(OrgId::new()), "waitlist".into()).await.unwrap());

    stage.put(&admin(org), "/config/features/waitlist", json!({ "enabled": true, "share": 50 })).await.expect(200);
    let somebody = member(org);
    let first = client.feature(&somebody, "waitlist".into()).await.unwrap();
    assert_eq!(client.feature(&somebody, "waitlist".into()).await.unwrap(), first);
}

#[tokio::test]
async fn wrong_turns_are_refused() {
    let (stage, org) = (Stage::of(plaza_settings::service()).start().await, OrgId::new());
    let on = json!({ "enabled": true });
    assert_eq!(stage.put(&manager(org), "/config/features/waitlist", on.clone()).await.status, 403);
    assert_eq!(stage.get(&member(org), "/config/features").await.status, 403);
    assert_eq!(stage.put(&admin(org), "/config/features/Wait-List", on).await.code(), "request.invalid");
    for wrong in [
        json!({}),
        json!({ "enabled": true, "share": 101 }),
        json!({ "enabled": true, "colour": 1 }),
        json!({ "enabled": true, "share": 300 }),
        json!({ "enabled": true, "description": "a\0b" }),
    ] {
        assert_eq!(stage.put(&admin(org), "/config/features/waitlist", wrong).await.code(), "request.invalid");
    }
}
