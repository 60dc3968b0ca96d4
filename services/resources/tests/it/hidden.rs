//! Time of people whose profile is not shown, and the tax of everybody's.

use std::sync::atomic::{AtomicBool, Ordering};

use plaza_core::{Cx, OrgId, UserId};
use plaza_professionals_api::ProfileStatus;
use plaza_resources_api::{OfferPerson, ResourceId, Resources, ResourcesClient};
use plaza_testkit::Stage;
use plaza_testkit::people::manager;
use serde_json::{Value, json};

use crate::fakes::stage;
use crate::people::{offer, told};

const MIGRATION: &str = include_str!("../../migrations/1003_hours_of_people.sql");

async fn sound(stage: &Stage) {
    let audit = plaza_resources::service().audit.unwrap();
    assert_eq!(audit(stage.pool().clone()).await.unwrap(), Vec::new());
}

/// Somebody's time that an operator archived.
async fn archived(stage: &Stage, org: OrgId, user: UserId) -> ResourceId {
    let client: ResourcesClient = stage.client();
    let id = client.offer_person(&Cx::service("professionals", Some(org)), offer(user, 4_500)).await.unwrap().id;
    stage.delete(&manager(org), &format!("/resources/{id}")).await.expect(204);
    id
}

/// What an operator sends to give it a status.
async fn body(stage: &Stage, org: OrgId, id: ResourceId, status: &str) -> Value {
    let shown = stage.get(&manager(org), &format!("/resources/{id}")).await.expect(200);
    json!({"locationId": shown["location"]["id"], "kind": "person", "name": "Ana", "capacity": 1, "rates": shown["rates"], "status": status})
}

async fn put(stage: &Stage, org: OrgId, id: ResourceId, status: &str) -> Value {
    let body = body(stage, org, id, status).await;
    stage.put(&manager(org), &format!("/resources/{id}"), body).await.expect(200)["status"].clone()
}

async fn is_active(stage: &Stage, org: OrgId, id: ResourceId) -> bool {
    let client: ResourcesClient = stage.client();
    client.resource(&Cx::service("bookings", Some(org)), id).await.unwrap().unwrap().active
}

#[tokio::test]
async fn what_an_operator_brings_back_waits_until_its_person_is_shown() {
    let (stage, _) = stage().await;
    let org = OrgId::new();
    // What the operator chooses while the profile is not shown, and what that makes of it once it is.
    let choices: [(&[&str], bool); 6] = [
        (&["active"], true),
        (&["inactive"], false),
        (&["inactive", "active"], true),
        // As it is: nothing new.
        (&["active", "inactive"], true),
        (&["active", "archived"], false),
        (&["inactive", "archived", "active"], true),
    ];
    for (chosen, wanted) in choices {
        let user = UserId::new();
        let id = archived(&stage, org, user).await;
        stage.deliver(Some(org), &told(user, ProfileStatus::Suspended, "2026-02-01T00:00:00Z")).await;
        for status in chosen {
            let seen = if *status == "archived" { "archived" } else { "inactive" };
            assert_eq!(put(&stage, org, id, status).await, json!(seen), "{chosen:?}");
            assert!(!is_active(&stage, org, id).await, "{chosen:?}");
            sound(&stage).await;
        }
        stage.deliver(Some(org), &told(user, ProfileStatus::Published, "2026-02-02T00:00:00Z")).await;
        assert_eq!(is_active(&stage, org, id).await, wanted, "{chosen:?}");
        sound(&stage).await;
    }
}

#[tokio::test]
async fn what_is_brought_back_while_its_person_is_being_hidden_waits_too() {
    let (stage, _) = stage().await;
    // What was never told of somebody is told for the first time, too: to hide them.
    for told_before in [true, false] {
        let (org, user) = (OrgId::new(), UserId::new());
        let id = archived(&stage, org, user).await;
        if !told_before {
            sqlx::query("DELETE FROM people WHERE user_id = $1").bind(user).execute(stage.pool()).await.unwrap();
        }
        assert_eq!(put_while_hidden(&stage, org, user, id).await, "inactive", "{told_before}");
        sound(&stage).await;
        stage.deliver(Some(org), &told(user, ProfileStatus::Published, "2026-02-02T00:00:00Z")).await;
        assert!(is_active(&stage, org, id).await, "{told_before}");
    }
}

/// The status an operator gets who sets 'active' while what hides the person has looked at the archived time already,
/// and ends only when the operator waits for it.
async fn put_while_hidden(stage: &Stage, org: OrgId, user: UserId, id: ResourceId) -> Value {
    let mut hiding = stage.db().begin(&Cx::service("resources", Some(org))).await.unwrap();
    sqlx::query(
        "INSERT INTO people (org_id, user_id, shown, at) VALUES ($1, $2, false, '2026-02-01T00:00:00Z')
         ON CONFLICT (org_id, user_id) DO UPDATE SET shown = false, at = excluded.at",
    )
    .bind(org)
    .bind(user)
    .execute(&mut *hiding)
    .await
    .unwrap();
    let done = AtomicBool::new(false);
    let brought_back = async {
        let status = put(stage, org, id, "active").await;
        done.store(true, Ordering::SeqCst);
        status
    };
    let hidden = async {
        let waiting = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')";
        while !done.load(Ordering::SeqCst) {
            if sqlx::query_scalar(waiting).fetch_one(stage.pool()).await.unwrap() {
                break;
            }
        }
        hiding.commit().await.unwrap();
    };
    tokio::join!(brought_back, hidden).0
}

#[tokio::test]
async fn a_person_s_hour_states_no_tax() {
    let (stage, _) = stage().await;
    let (org, user) = (OrgId::new(), UserId::new());
    let cx = Cx::service("professionals", Some(org));
    let client: ResourcesClient = stage.client();
    let card = client.offer_person(&cx, offer(user, 4_500)).await.unwrap();
    assert_eq!(card.tax.basis_points, 0, "the organisation's is 10 %");
    let path = format!("/resources/{}", card.id);
    let mut taxed = body(&stage, org, card.id, "active").await;
    taxed["tax"] = json!({"basisPoints": 2_100, "inclusive": true});
    let refused = stage.put(&manager(org), &path, taxed).await;
    assert_eq!((refused.status, &refused.body["errors"][0]["field"]), (400, &json!("tax.basisPoints")));
    for (field, value) in [("rates", json!({})), ("kind", json!("room"))] {
        let mut changed = body(&stage, org, card.id, "active").await;
        changed[field] = value;
        let refused = stage.put(&manager(org), &path, changed).await;
        assert_eq!((refused.status, &refused.body["errors"][0]["field"]), (400, &json!(field)));
    }
    let kept = body(&stage, org, card.id, "active").await;
    stage.put(&manager(org), &path, kept).await.expect(200);
    sound(&stage).await;
}

#[tokio::test]
async fn people_s_hours_from_before_are_put_right() {
    let (stage, _) = stage().await;
    let (org, shown, hidden, fine) = (OrgId::new(), UserId::new(), UserId::new(), UserId::new());
    let cx = Cx::service("professionals", Some(org));
    let client: ResourcesClient = stage.client();
    let mut ids = Vec::new();
    for user in [shown, hidden, fine] {
        ids.push(
            client.offer_person(&cx, OfferPerson { shown: user != hidden, ..offer(user, 4_500) }).await.unwrap().id,
        );
    }
    sqlx::query(
        r#"UPDATE resources SET tax = '{"basisPoints": 2100, "inclusive": true}', status = 'active', status_when_shown = NULL WHERE id = ANY($1)"#,
    )
    .bind(&ids[..2])
    .execute(stage.pool())
    .await
    .unwrap();
    let audit = plaza_resources::service().audit.unwrap();
    let found = audit(stage.pool().clone()).await.unwrap();
    let mut names: Vec<&str> = found.iter().map(|finding| finding.check.as_ref()).collect();
    names.dedup();
    assert_eq!(names, ["resources.hidden_people", "resources.untaxed_people"]);
    for _ in 0..2 {
        sqlx::raw_sql(MIGRATION).execute(stage.pool()).await.unwrap();
        let cards = client.resources(&cx, ids.clone()).await.unwrap();
        let seen: Vec<_> = cards.iter().map(|card| (card.active, card.tax.basis_points, card.version)).collect();
        assert_eq!(seen, [(true, 0, 2), (false, 0, 2), (true, 0, 1)]);
        sound(&stage).await;
    }
    stage.deliver(Some(org), &told(hidden, ProfileStatus::Published, "2026-02-02T00:00:00Z")).await;
    assert!(is_active(&stage, org, ids[1]).await);
}
