//! Finding resources.

use plaza_core::{Cx, OrgId};
use plaza_testkit::Stage;
use plaza_testkit::people::{manager, visitor};
use serde_json::{Value, json};

use crate::fakes::{FakeBookings, madrid, names, place, publish, room, stage, with};
use std::sync::Arc;

/// Madrid and Mexico City with a room each, and a desk in Madrid.
async fn two_cities() -> (Stage, Arc<FakeBookings>, OrgId) {
    let (stage, bookings) = stage().await;
    let org = OrgId::new();
    let in_madrid = place(&stage, org, madrid()).await;
    let there = json!({
        "name": "Plaza Roma", "latitude": 19.4194, "longitude": -99.1617, "timeZone": "America/Mexico_City",
        "address": {"line1": "Avenida Álvaro Obregón 99", "city": "Ciudad de México", "country": "MX"}
    });
    let in_mexico = place(&stage, org, there).await;
    let described = json!({"description": "Luminosa, con vistas al jardín", "photos": [{"url": "/media/retiro.jpg", "alt": "Una mesa"}]});
    publish(&stage, org, with(room(&in_madrid, "Sala Retiro"), described)).await;
    let pesos = json!({"rates": {"perHour": {"amount": 30_000, "currency": "MXN"}}, "capacity": 20, "amenities": ["wifi", "whiteboard"]});
    publish(&stage, org, with(room(&in_mexico, "Condesa"), pesos)).await;
    let desk = json!({"locationId": in_madrid["id"], "kind": "desk", "name": "Ventana", "category": "desks", "amenities": ["wifi"], "units": 2,
        "rules": {"bufferAfterMinutes": 15}, "rates": {"perDay": {"amount": 2500, "currency": "EUR"}}});
    publish(&stage, org, desk).await;
    (stage, bookings, org)
}

async fn found(stage: &Stage, cx: &Cx, query: &str) -> Vec<String> {
    names(&stage.get(cx, &format!("/resources?{query}")).await.expect(200))
}

#[tokio::test]
async fn words_find_in_both_languages_and_forgive() {
    let (stage, _, org) = two_cities().await;
    let cx = visitor(org);
    for (query, expected) in [
        ("q=retiro", vec!["Sala Retiro"]),
        ("q=jardin", vec!["Sala Retiro"]),
        ("q=JARD%C3%8DN", vec!["Sala Retiro"]),
        ("q=vista", vec!["Sala Retiro"]),
        ("q=proyector", vec!["Sala Retiro"]),
        ("q=projector", vec!["Sala Retiro"]),
        ("q=pizarra", vec!["Condesa"]),
        ("q=escritorio", vec!["Ventana"]),
        ("q=hot%20desk", vec!["Ventana"]),
        ("q=sala%20mexico", vec!["Condesa"]),
        ("q=meeting%20rooms%20madrid", vec!["Sala Retiro"]),
        ("q=retirro", vec!["Sala Retiro"]),
        ("q=proyetor", vec!["Sala Retiro"]),
        ("q=Condeza", vec!["Condesa"]),
        ("q=submarine", vec![]),
        ("q=%25%27%22%5C%3A%26", vec![]),
        ("place=madrid&kind=desk", vec!["Ventana"]),
        ("place=M%C3%A9xico", vec!["Condesa"]),
        ("place=obregon", vec!["Condesa"]),
        ("place=Madird", vec!["Sala Retiro", "Ventana"]),
    ] {
        assert_eq!(found(&stage, &cx, query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn every_filter_counts() {
    let (stage, _, org) = two_cities().await;
    let cx = visitor(org);
    for (query, expected) in [
        ("", vec!["Condesa", "Sala Retiro", "Ventana"]),
        ("kind=room", vec!["Condesa", "Sala Retiro"]),
        ("category=desks", vec!["Ventana"]),
        ("amenities=wifi,projector", vec!["Sala Retiro"]),
        ("capacity=9", vec!["Condesa"]),
        ("currency=EUR&maxPricePerHour=1000", vec!["Ventana"]),
        ("sort=capacity", vec!["Ventana", "Sala Retiro", "Condesa"]),
        ("currency=EUR&sort=price", vec!["Ventana", "Sala Retiro"]),
        ("near=40.4168,-3.7038", vec!["Sala Retiro", "Ventana"]),
        ("near=40.4168,-3.7038&radiusKm=20000", vec!["Sala Retiro", "Ventana", "Condesa"]),
        ("near=40.4168,-3.7038&radiusKm=1", vec![]),
    ] {
        assert_eq!(found(&stage, &cx, query).await, expected, "{query}");
    }
    for query in [
        "near=91,0",
        "radiusKm=3",
        "sort=distance",
        "sort=relevance",
        "cursor=x",
        "kind=castle",
        "from=2026-03-03T10:00:00Z",
        "maxPricePerHour=5",
        "from=2026-03-03T10:00:00Z&to=2026-03-03T10:00:00Z",
        "from=2026-03-03T10:00:00Z&to=2026-06-03T10:00:00Z",
        "nonsense=1",
    ] {
        assert_eq!(stage.get(&cx, &format!("/resources?{query}")).await.status, 400, "{query}");
    }
    assert_eq!(found(&stage, &visitor(OrgId::new()), "").await, Vec::<String>::new());
    let amenities = stage.get(&cx, "/amenities").await.expect(200);
    assert_eq!(amenities["items"][0], json!({"amenity": "wifi", "count": 3}));
}

#[tokio::test]
async fn physical_and_virtual_ones_are_one_inventory() {
    let (stage, _, org) = two_cities().await;
    let cx = visitor(org);
    let location = stage.get(&cx, "/resources?kind=desk").await.expect(200)["items"][0]["location"].clone();
    let online = json!({"kind": "virtual", "name": "Sala en la nube", "category": "virtual-rooms", "capacity": 100, "amenities": []});
    let made = publish(&stage, org, with(room(&location, ""), online)).await;
    assert_eq!(made["kind"], "virtual");
    for (query, expected) in [
        ("kind=virtual", vec!["Sala en la nube"]),
        ("category=virtual-rooms", vec!["Sala en la nube"]),
        ("q=online", vec!["Sala en la nube"]),
        ("kind=room", vec!["Condesa", "Sala Retiro"]),
        ("", vec!["Condesa", "Sala en la nube", "Sala Retiro", "Ventana"]),
    ] {
        assert_eq!(found(&stage, &cx, query).await, expected, "{query}");
    }
    // It comes and goes like any other.
    assert_eq!(stage.delete(&manager(org), &format!("/resources/{}", made["id"].as_str().unwrap())).await.status, 204);
    assert!(found(&stage, &cx, "kind=virtual").await.is_empty());
}

#[tokio::test]
async fn items_say_what_a_list_shows() {
    let (stage, _, org) = two_cities().await;
    let page = stage.get(&visitor(org), "/resources?near=40.43,-3.702&q=retiro").await.expect(200);
    let item = &page["items"][0];
    assert_eq!(item["photo"], json!({"url": "/media/retiro.jpg", "alt": "Una mesa"}));
    assert_eq!(item["pricePerHour"], json!({"amount": 2000, "currency": "EUR"}));
    assert_eq!((item["distanceKm"].as_f64(), item["location"]["city"].as_str()), (Some(0.0), Some("Madrid")));
    assert_eq!(item["location"]["timeZone"], "Europe/Madrid");
    assert!(item.get("available").is_none());
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repeat() {
    let (stage, _) = stage().await;
    let org = OrgId::new();
    let location = place(&stage, org, madrid()).await;
    for number in 0..7 {
        publish(&stage, org, with(room(&location, "Sala"), json!({"capacity": 1 + number % 3}))).await;
    }
    for sort in ["name", "capacity", "price"] {
        let mut seen: Vec<Value> = Vec::new();
        let mut cursor = String::new();
        loop {
            let page =
                stage.get(&visitor(org), &format!("/resources?sort={sort}&limit=3&cursor={cursor}")).await.expect(200);
            seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].clone()));
            match page["next"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(seen.len(), 7, "{sort}");
        seen.sort_by_key(Value::to_string);
        seen.dedup();
        assert_eq!(seen.len(), 7, "{sort}");
    }
}

#[tokio::test]
async fn free_in_an_interval_means_open_and_not_taken() {
    let (stage, bookings, org) = two_cities().await;
    let cx = visitor(org);
    // Tuesday at 10 in Madrid, 03:00 in Mexico City, where it is always open.
    let morning = "from=2026-03-03T10:00:00%2B01:00&to=2026-03-03T11:00:00%2B01:00";
    assert_eq!(found(&stage, &cx, morning).await, ["Condesa", "Sala Retiro", "Ventana"]);
    let page = stage.get(&cx, &format!("/resources?{morning}&kind=desk")).await.expect(200);
    assert_eq!(page["items"][0]["available"], true);
    let buffered = bookings.asked.lock().unwrap().last().cloned().unwrap();
    assert_eq!((buffered.units.len(), buffered.slot.length().num_minutes()), (2, 75));
    // Saturday: Madrid is closed.
    assert_eq!(found(&stage, &cx, "from=2026-03-07T10:00:00Z&to=2026-03-07T11:00:00Z").await, ["Condesa"]);
    // Off the grid of a quarter of an hour, and in the past.
    assert!(found(&stage, &cx, "from=2026-03-03T10:05:00Z&to=2026-03-03T11:05:00Z").await.is_empty());
    assert!(found(&stage, &cx, "from=2026-03-01T10:00:00Z&to=2026-03-01T11:00:00Z").await.is_empty());
    // One of the desk's two units is taken: it is free. Both: it is not.
    for (taken, expected) in [(1, vec!["Condesa", "Sala Retiro", "Ventana"]), (2, vec!["Condesa", "Sala Retiro"])] {
        bookings.taken.lock().unwrap().extend(buffered.units.iter().take(taken));
        assert_eq!(found(&stage, &cx, morning).await, expected);
    }
    *bookings.down.lock().unwrap() = true;
    let unknown = stage.get(&cx, &format!("/resources?{morning}")).await;
    assert_eq!((unknown.status, unknown.code()), (503, "resources.availability_unknown"));
    assert_eq!(found(&stage, &cx, "").await.len(), 3);
}

#[tokio::test]
async fn free_ones_are_paged_past_those_that_are_taken() {
    let (stage, bookings) = stage().await;
    let org = OrgId::new();
    let location = place(&stage, org, madrid()).await;
    for number in 0..9 {
        let made = publish(&stage, org, room(&location, &format!("Sala {number}"))).await;
        if number % 2 == 0 {
            bookings.taken.lock().unwrap().insert(made["units"][0]["id"].as_str().unwrap().parse().unwrap());
        }
    }
    let cx = manager(org);
    let slot = "limit=3&from=2026-03-03T10:00:00Z&to=2026-03-03T11:00:00Z";
    let first = stage.get(&cx, &format!("/resources?{slot}")).await.expect(200);
    assert_eq!(names(&first), ["Sala 1", "Sala 3", "Sala 5"]);
    let rest =
        stage.get(&cx, &format!("/resources?{slot}&cursor={}", first["next"].as_str().unwrap())).await.expect(200);
    assert_eq!((names(&rest), rest["next"].is_null()), (vec!["Sala 7".to_owned()], true));
}
