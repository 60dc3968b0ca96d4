use plaza_core::{Cx, OrgId};
use plaza_settings_api::{OrgSettings, Settings, SettingsClient};
use plaza_testkit::people::{admin, manager, member};
use plaza_testkit::stage::Stage;
use serde_json::json;

#[tokio::test]
async fn the_document_starts_with_defaults_and_changes_whole() {
    let (stage, org) = (Stage::of(plaza_settings::service()).start().await, OrgId::new());
    let present = stage.get(&manager(org), "/config/settings").await.expect(200);
    assert_eq!(present, serde_json::to_value(OrgSettings::default()).unwrap());
    let mut wanted = present.clone();
    wanted["holdMinutes"] = json!(5);
    wanted["invoice"]["legalName"] = json!("Casa Norte SL");
    assert_eq!(stage.put(&admin(org), "/config/settings", wanted.clone()).await.expect(200), wanted);
    assert_eq!(stage.get(&manager(org), "/config/settings").await.expect(200), wanted);
    assert_eq!(stage.published().await, ["settings.setting.changed.v1", "settings.setting.changed.v1"]);

    let part = json!({ "invoice": { "taxId": "B123" } });
    let after = stage.put(&admin(org), "/config/settings", part).await.expect(200);
    assert_eq!((&after["holdMinutes"], &after["invoice"]["legalName"]), (&json!(5), &json!("Casa Norte SL")));

    let client: SettingsClient = stage.client();
    let read = client.settings(&Cx::service("bookings", Some(org)), ()).await.unwrap();
    assert_eq!((read.hold_minutes, read.invoice.legal_name.as_str()), (5, "Casa Norte SL"));
    let none = client.settings(&Cx::service("bookings", None), ()).await.unwrap();
    assert_eq!(none, OrgSettings::default());
}

#[tokio::test]
async fn one_setting_changes_by_name() {
    let (stage, org) = (Stage::of(plaza_settings::service()).start().await, OrgId::new());
    let answer = stage.put(&admin(org), "/config/settings/holdMinutes", json!({ "value": 15 })).await.expect(200);
    assert_eq!(answer, json!({ "key": "holdMinutes", "value": 15 }));
    stage.put(&admin(org), "/config/settings/holdMinutes", json!({ "value": 15 })).await.expect(200);
    assert_eq!(stage.published().await.len(), 1, "the same value again changes nothing");
    stage.put(&admin(org), "/config/settings/holdMinutes", json!({ "value": 10 })).await.expect(200);
    assert_eq!(stage.get(&admin(org), "/config/settings").await.expect(200)["holdMinutes"], 10);
}

#[tokio::test]
async fn what_is_wrong_is_named_and_nothing_changes() {
    let (stage, org) = (Stage::of(plaza_settings::service()).start().await, OrgId::new());
    let cases = [
        ("holdMinutes", json!(0)),
        ("holdMinutes", json!("soon")),
        ("registrationRole", json!("admin")),
        ("currency", json!("XYZ")),
    ];
    for (key, value) in cases {
        let answer = stage.put(&admin(org), &format!("/config/settings/{key}"), json!({ "value": value })).await;
        assert_eq!((answer.status, answer.code()), (400, "request.invalid"), "{key}");
        assert!(answer.body["detail"].as_str().unwrap().starts_with(key), "{}", answer.body);
    }
    let unknown = stage.put(&admin(org), "/config/settings/colour", json!({ "value": 1 })).await;
    assert_eq!((unknown.status, unknown.code()), (404, "settings.no_such_setting"));
    let extra = stage.put(&admin(org), "/config/settings", json!({ "holdMinutes": 5, "colour": "red" })).await;
    assert_eq!(extra.status, 400);
    assert_eq!(stage.put(&admin(org), "/config/settings/%ff", json!({ "value": 1 })).await.status, 404);
    assert!(stage.published().await.is_empty());
}

#[tokio::test]
async fn operators_read_and_admins_change_only_their_own() {
    let (stage, org, other) = (Stage::of(plaza_settings::service()).start().await, OrgId::new(), OrgId::new());
    let change = json!({ "value": 7 });
    assert_eq!(stage.put(&manager(org), "/config/settings/holdMinutes", change.clone()).await.status, 403);
    assert_eq!(stage.get(&member(org), "/config/settings").await.status, 403);
    stage.put(&admin(org), "/config/settings/holdMinutes", change).await.expect(200);
    assert_eq!(stage.get(&admin(other), "/config/settings").await.expect(200)["holdMinutes"], 10);
}
