//! People's time, offered by the professionals service, and what is free of many resources.

use chrono::{DateTime, Utc};
use plaza_core::{Cx, Instant, Money, OrgId, Slot, UserId};
use plaza_professionals_api::events::{ProfessionalFacts, ProfessionalUpdated};
use plaza_professionals_api::{ProfessionalId, ProfileStatus};
use plaza_resources_api::{
    BookingRules, FreeResources, OfferPerson, OpenInterval, OpeningHours, ResourceKind, Resources, ResourcesClient,
};
use plaza_testkit::people::{manager, visitor};
use serde_json::json;

use crate::fakes::stage;

pub fn offer(user: UserId, price: i64) -> OfferPerson {
    let day = |day| OpenInterval { day, opens: "09:00:00".parse().unwrap(), closes: "18:00:00".parse().unwrap() };
    OfferPerson {
        user,
        name: "Ana Soler".into(),
        description: "Retratos con luz natural".into(),
        city: "Madrid".into(),
        country: "ES".into(),
        latitude: 40.41,
        longitude: -3.7,
        time_zone: chrono_tz::Europe::Madrid,
        hours: OpeningHours { weekly: vec![day(chrono::Weekday::Tue)], exceptions: vec![] },
        per_hour: Some(Money::new(price, "EUR".parse().unwrap())),
        rules: BookingRules { min_minutes: 60, max_minutes: 480, ..BookingRules::default() },
        active: true,
        shown: true,
        seen_at: "2026-01-01T00:00:00Z".parse().unwrap(),
    }
}

fn slot(from: &str, to: &str) -> Slot {
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    Slot::new(at(from), at(to)).unwrap()
}

#[tokio::test]
async fn a_person_s_time_is_one_resource_however_often_it_is_offered() {
    let (stage, _) = stage().await;
    let client: ResourcesClient = stage.client();
    let (org, user) = (OrgId::new(), UserId::new());
    let cx = Cx::service("professionals", Some(org));
    let first = client.offer_person(&cx, offer(user, 4_500)).await.unwrap();
    assert_eq!((first.kind, first.capacity, first.units.len()), (ResourceKind::Person, 1, 1));
    let mut moved = offer(user, 5_000);
    moved.city = "Toledo".into();
    let again = client.offer_person(&cx, moved).await.unwrap();
    assert_eq!((again.id, &again.units, again.location_id), (first.id, &first.units, first.location_id));
    assert_eq!((again.rates.per_hour.unwrap().amount, again.location_name.as_str()), (5_000, "Toledo"));
    let other = client.offer_person(&cx, offer(UserId::new(), 100)).await.unwrap();
    assert_ne!(other.id, first.id);
    let card = client.resource(&cx, first.id).await.unwrap().unwrap();
    assert_eq!((card.host, first.host), (Some(user), Some(user)), "its card tells whose time it is");
    assert_ne!(other.host, Some(user));
    let places = stage.get(&visitor(org), "/locations").await.expect(200);
    assert_eq!(places["items"], serde_json::json!([]), "where people work is no place of the organisation");
    let off = OfferPerson { active: false, ..offer(user, 5_000) };
    assert!(!client.offer_person(&cx, off).await.unwrap().active);
    let shown = stage.get(&visitor(org), &format!("/resources/{}", first.id)).await.expect(200);
    assert_eq!(shown["status"], "inactive");
}

#[tokio::test]
async fn what_is_free_is_open_allowed_and_not_taken() {
    let (stage, bookings) = stage().await;
    let client: ResourcesClient = stage.client();
    let org = OrgId::new();
    let cx = Cx::service("professionals", Some(org));
    let mut cards = Vec::new();
    for active in [true, true, false] {
        let asked = OfferPerson { active, ..offer(UserId::new(), 4_500) };
        cards.push(client.offer_person(&cx, asked).await.unwrap());
    }
    let ids: Vec<_> = cards.iter().map(|card| card.id).collect();
    let free = async |cx: &Cx, from: &str, to: &str| {
        client.free(cx, FreeResources { resources: ids.clone(), slot: slot(from, to) }).await.unwrap()
    };
    let (from, to) = ("2026-03-03T10:00:00Z", "2026-03-03T11:00:00Z");
    assert_eq!(free(&cx, from, to).await, ids[..2]);
    bookings.taken.lock().unwrap().insert(cards[0].units[0]);
    assert_eq!(free(&cx, from, to).await, ids[1..2]);
    assert!(free(&cx, "2026-03-04T10:00:00Z", "2026-03-04T11:00:00Z").await.is_empty(), "Wednesday is closed");
    assert!(free(&cx, from, "2026-03-03T10:30:00Z").await.is_empty(), "an hour at least");
    let strangers = Cx::service("professionals", Some(OrgId::new()));
    assert!(free(&strangers, from, to).await.is_empty());
}

pub fn told(user: UserId, status: ProfileStatus, timestamp: &str) -> ProfessionalUpdated {
    let timestamp = timestamp.parse::<Instant>().unwrap();
    ProfessionalUpdated(ProfessionalFacts { professional_id: ProfessionalId::new(), user_id: user, status, timestamp })
}

#[tokio::test]
async fn who_is_not_shown_is_not_booked_until_they_are_again() {
    let (stage, _) = stage().await;
    let client: ResourcesClient = stage.client();
    let org = OrgId::new();
    let cx = Cx::service("professionals", Some(org));
    let (user, off, archived, other) = (UserId::new(), UserId::new(), UserId::new(), UserId::new());
    let mut ids = Vec::new();
    for (who, active) in [(user, true), (off, false), (archived, true), (other, true)] {
        ids.push(client.offer_person(&cx, OfferPerson { active, ..offer(who, 4_500) }).await.unwrap().id);
    }
    let boss = manager(org);
    stage.delete(&boss, &format!("/resources/{}", ids[2])).await.expect(204);
    let active = async || -> Vec<bool> {
        client.resources(&cx, ids.clone()).await.unwrap().into_iter().map(|card| card.active).collect()
    };
    assert_eq!(active().await, [true, false, false, true]);
    let all = async |status, at: &str| {
        for who in [user, off, archived] {
            stage.deliver(Some(org), &told(who, status, at)).await;
        }
    };
    all(ProfileStatus::Suspended, "2026-02-01T00:00:00Z").await;
    assert_eq!(active().await, [false, false, false, true]);
    let asked = FreeResources { resources: ids.clone(), slot: slot("2026-03-03T10:00:00Z", "2026-03-03T11:00:00Z") };
    assert_eq!(client.free(&cx, asked).await.unwrap(), ids[3..]);
    // Neither an operator's change nor what was told late, nor the person's own wish, brings it back.
    stage.deliver(Some(org), &told(user, ProfileStatus::Published, "2026-01-15T00:00:00Z")).await;
    client.offer_person(&cx, offer(user, 5_000)).await.unwrap();
    let path = format!("/resources/{}", ids[0]);
    let shown = stage.get(&boss, &path).await.expect(200);
    let body = json!({"locationId": shown["location"]["id"], "kind": "person", "name": "Ana", "capacity": 1, "rates": shown["rates"], "status": "active"});
    assert_eq!(stage.put(&boss, &path, body).await.expect(200)["status"], "inactive");
    assert_eq!(active().await, [false, false, false, true]);
    all(ProfileStatus::Published, "2026-02-02T00:00:00Z").await;
    assert_eq!(active().await, [true, false, false, true], "each as it was before");
    all(ProfileStatus::Draft, "2026-02-03T00:00:00Z").await;
    assert_eq!(active().await, [false, false, false, true], "taken back by the person is not shown either");
    let audit = plaza_resources::service().audit.unwrap();
    assert_eq!(audit(stage.pool().clone()).await.unwrap(), Vec::new());
}

#[tokio::test]
async fn time_offered_before_the_profile_is_shown_waits_for_it() {
    let (stage, _) = stage().await;
    let client: ResourcesClient = stage.client();
    let (org, user) = (OrgId::new(), UserId::new());
    let cx = Cx::service("professionals", Some(org));
    let waiting = client.offer_person(&cx, OfferPerson { shown: false, ..offer(user, 4_500) }).await.unwrap();
    assert!(!waiting.active);
    // Another organisation's profile of the same person says nothing of this one.
    stage.deliver(Some(OrgId::new()), &told(user, ProfileStatus::Published, "2026-02-01T00:00:00Z")).await;
    assert!(!client.resource(&cx, waiting.id).await.unwrap().unwrap().active);
    stage.deliver(Some(org), &told(user, ProfileStatus::Published, "2026-02-01T00:00:00Z")).await;
    assert!(client.resource(&cx, waiting.id).await.unwrap().unwrap().active);
}

#[tokio::test]
async fn what_an_operator_archived_stays_archived_whatever_its_person_offers() {
    let (stage, _) = stage().await;
    let client: ResourcesClient = stage.client();
    let (org, user) = (OrgId::new(), UserId::new());
    let (cx, boss) = (Cx::service("professionals", Some(org)), manager(org));
    let id = client.offer_person(&cx, offer(user, 4_500)).await.unwrap().id;
    let path = format!("/resources/{id}");
    // Taken down, archived meanwhile, and brought back.
    stage.deliver(Some(org), &told(user, ProfileStatus::Suspended, "2026-02-01T00:00:00Z")).await;
    stage.delete(&boss, &path).await.expect(204);
    stage.deliver(Some(org), &told(user, ProfileStatus::Published, "2026-02-02T00:00:00Z")).await;
    for active in [true, false] {
        let refused = client.offer_person(&cx, OfferPerson { active, ..offer(user, 9_900) }).await.unwrap_err();
        assert_eq!(refused.code, "resources.archived");
        assert!(refused.message.contains("Ask an operator"), "{}", refused.message);
    }
    let kept = stage.get(&boss, &path).await.expect(200);
    assert_eq!((&kept["status"], &kept["rates"]["perHour"]["amount"]), (&json!("archived"), &json!(4_500)));
    // The operator brings it back, and it is the person's again.
    let body = json!({"locationId": kept["location"]["id"], "kind": "person", "name": "Ana", "capacity": 1, "rates": kept["rates"], "status": "active"});
    stage.put(&boss, &path, body).await.expect(200);
    assert!(client.offer_person(&cx, offer(user, 5_000)).await.unwrap().active);
}
