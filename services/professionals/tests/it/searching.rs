//! Searching over HTTP: filters, order, pages, counts, free time.

use plaza_core::OrgId;
use plaza_testkit::people::{member, visitor};
use serde_json::{Value, json};

use crate::world::{World, names};

/// Three people in Madrid and one in Barcelona.
async fn town() -> World {
    let world = World::new().await;
    let people = [
        ("Alba", "photographer", "Retratos con luz natural", (40.4168, -3.7038), 4_500, "es"),
        ("Bruno", "plumber", "Fontanería sin sorpresas", (40.4300, -3.6900), 3_000, "es"),
        ("Chloe", "photographer", "Weddings and parties", (40.5000, -3.9000), 9_000, "en"),
        ("Dario", "electrician", "Instalaciones eléctricas", (41.3888, 2.1590), 2_400, "fr"),
    ];
    for (name, trade, headline, (latitude, longitude), price, language) in people {
        let change = |sketch: &mut crate::world::Sketch| {
            sketch.body["displayName"] = json!(name);
            sketch.body["headline"] = json!(headline);
            sketch.body["hourlyFrom"]["amount"] = json!(price);
            sketch.body["languages"] = json!([{"code": language, "level": "native"}]);
            sketch.body["remote"] = json!(name == "Chloe");
            sketch.body["radiusKm"] = json!(if name == "Chloe" { 10 } else { 25 });
            sketch.trades = json!([{"slug": trade}]);
            sketch.place = json!({"city": if name == "Dario" { "Barcelona" } else { "Madrid" }, "country": "ES", "latitude": latitude, "longitude": longitude});
        };
        world.publish(&member(world.org), change).await;
    }
    world
}

#[tokio::test]
async fn each_filter_counts() {
    let world = town().await;
    let near = "lat=40.4168&lon=-3.7038";
    for (query, expected) in [
        (format!("{near}&radiusKm=5"), vec!["Alba", "Bruno"]),
        (format!("{near}&radiusKm=50"), vec!["Alba", "Bruno", "Chloe"]),
        (near.to_owned(), vec!["Alba", "Bruno", "Chloe", "Dario"]),
        (format!("{near}&reaches=true"), vec!["Alba", "Bruno"]),
        (format!("{near}&reaches=false"), vec!["Chloe", "Dario"]),
        ("trade=photographer,electrician&sort=price".into(), vec!["Dario", "Alba", "Chloe"]),
        ("language=en,fr&sort=price".into(), vec!["Dario", "Chloe"]),
        ("minPrice=3000&maxPrice=4500&sort=price".into(), vec!["Bruno", "Alba"]),
        ("remote=true".into(), vec!["Chloe"]),
        ("remote=false&trade=photographer".into(), vec!["Alba"]),
        ("q=fotografo".into(), vec!["Alba", "Chloe"]),
        ("q=fotgrafa%20weding".into(), vec!["Chloe"]),
        ("q=electrician%20barcelona".into(), vec!["Dario"]),
        (format!("{near}&q=photographer&radiusKm=5"), vec!["Alba"]),
        ("q=dentist".into(), vec![]),
    ] {
        let mut found = world.found(&query).await;
        if query.starts_with("q=fotografo") {
            found.sort();
        }
        assert_eq!(found, expected, "{query}");
    }
    assert_eq!(world.found("verified=true").await.len(), 0);
    // Another organisation has nobody.
    let stranger = visitor(OrgId::new());
    assert_eq!(names(&world.stage.get(&stranger, "/search/professionals").await.expect(200)).len(), 0);
}

#[tokio::test]
async fn a_hit_shows_about_where_and_how_far() {
    let world = town().await;
    let found = world.search("lat=41.3888&lon=2.1590&radiusKm=600").await.expect(200);
    let distances: Vec<f64> =
        found["items"].as_array().unwrap().iter().map(|item| item["distanceKm"].as_f64().unwrap()).collect();
    assert_eq!(names(&found), ["Dario", "Bruno", "Alba", "Chloe"]);
    assert!(distances[0] <= 2.0 && (500.0..530.0).contains(&distances[3]), "{distances:?}");
    assert!(distances.iter().all(|km| km.fract() == 0.0), "{distances:?}");
    assert_ne!(found["items"][0]["place"]["latitude"], json!(41.3888));
    assert_eq!(found["items"][0].get("exactPlace"), None);
    assert_eq!(found["total"], 4);
}

#[tokio::test]
async fn each_count_is_of_what_its_filter_would_leave() {
    let world = town().await;
    let facets = world.search("facets=true&trade=photographer&maxPrice=5000").await.expect(200)["facets"].clone();
    let counts = |part: &str| {
        let all = facets[part].as_array().unwrap().iter();
        all.map(|one| (one["value"].as_str().unwrap().to_owned(), one["count"].as_u64().unwrap())).collect::<Vec<_>>()
    };
    let wanted =
        [("electrician", 1), ("photographer", 1), ("plumber", 1)].map(|(slug, count)| (slug.to_owned(), count));
    assert_eq!(counts("trades"), wanted, "the price counts, the trade does not");
    assert_eq!(counts("languages"), [("es".to_owned(), 1)]);
    let prices: Vec<u64> =
        facets["prices"].as_array().unwrap().iter().map(|one| one["count"].as_u64().unwrap()).collect();
    assert_eq!(prices, [0, 1, 1, 0, 0], "the trade counts, the price does not");
    assert_eq!((&facets["prices"][1]["from"], &facets["prices"][1]["to"]), (&json!(2_500), &json!(4_999)));
    assert_eq!(facets["remote"], 0);
    assert_eq!(world.search("").await.expect(200).get("facets"), None);
}

#[tokio::test]
async fn pages_follow_each_other() {
    let world = town().await;
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = world.search(&format!("sort=price&limit=1{cursor}")).await.expect(200);
        all.extend(names(&page));
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(all, ["Dario", "Bruno", "Alba", "Chloe"]);
    let foreign = world.search(&format!("sort=rating{cursor}")).await;
    assert_eq!(foreign.body["errors"][0]["field"], "cursor");
}

#[tokio::test]
async fn what_cannot_be_asked_is_named() {
    let world = town().await;
    for (query, field) in [
        ("lat=91&lon=0", "lat"),
        ("lat=1", "lon"),
        ("radiusKm=5", "radiusKm"),
        ("lat=1&lon=1&radiusKm=0", "radiusKm"),
        ("reaches=true", "reaches"),
        ("lat=1&lon=1&radiusKm=NaN", "radiusKm"),
        ("lat=NaN&lon=1", "lat"),
        ("sort=distance", "sort"),
        ("trade=wizard", "trade"),
        ("language=english", "language"),
        ("minRating=6", "minRating"),
        ("minPrice=-1", "minPrice"),
        ("from=2026-03-03T10:00:00Z", "to"),
        ("from=2026-03-03T10:00:00Z&to=2026-03-03T09:00:00Z", "to"),
        ("from=tomorrow&to=2026-03-03T09:00:00Z", "from"),
        ("nonsense=1", "nonsense"),
    ] {
        let refused = world.search(query).await;
        assert_eq!((refused.status, &refused.body["errors"][0]["field"]), (400, &json!(field)), "{query}");
    }
    // Prices in two currencies cannot be compared.
    let change = |sketch: &mut crate::world::Sketch| sketch.body["hourlyFrom"]["currency"] = json!("USD");
    world.publish(&member(world.org), change).await;
    let refused = world.search("maxPrice=5000").await;
    assert_eq!(refused.body["errors"][0]["field"], "currency");
    assert_eq!(world.found("maxPrice=5000&currency=USD").await, ["Ana Soler"]);
}

#[tokio::test]
async fn with_a_time_only_those_are_found_who_are_free_then() {
    let world = World::new().await;
    let slot = "from=2026-03-03T10:00:00Z&to=2026-03-03T11:00:00Z";
    let mut resources = Vec::new();
    for name in ["Alba", "Bruno", "Chloe"] {
        let who = member(world.org);
        world.publish(&who, |sketch| sketch.body["displayName"] = json!(name)).await;
        if name != "Chloe" {
            let made = world.stage.post(&who, "/professionals/me/bookable", json!({"timeZone": "Europe/Madrid"})).await;
            resources.push(made.expect(201)["resourceId"].clone());
        }
    }
    let mut found = world.found(slot).await;
    found.sort();
    assert_eq!(found, ["Alba", "Bruno"], "Chloe's time cannot be booked");
    let taken: Value = resources.remove(0);
    world.resources.taken.lock().unwrap().push(taken.as_str().unwrap().parse().unwrap());
    let page = world.search(slot).await.expect(200);
    assert_eq!(names(&page), ["Bruno"]);
    assert_eq!((&page["items"][0]["available"], &page["next"]), (&json!(true), &Value::Null));
    *world.resources.down.lock().unwrap() = true;
    let unknown = world.search(slot).await;
    assert_eq!((unknown.status, unknown.code()), (503, "professionals.availability_unknown"));
    assert_eq!(world.found("").await.len(), 3);
}

/// Many are taken: one page asks again and again, none is missed or shown twice, and the counts are those of the search.
#[tokio::test]
async fn pages_of_the_free_look_on_past_the_taken() {
    let world = World::new().await;
    let slot = "from=2026-03-03T10:00:00Z&to=2026-03-03T11:00:00Z&sort=rating&facets=true";
    let mut free = Vec::new();
    for number in 0..23 {
        let who = member(world.org);
        let name = format!("Persona {number:02}");
        world.publish(&who, |sketch| sketch.body["displayName"] = json!(name)).await;
        let made = world.stage.post(&who, "/professionals/me/bookable", json!({"timeZone": "Europe/Madrid"})).await;
        if number % 4 == 0 {
            free.push(name);
        } else {
            let id = made.expect(201)["resourceId"].as_str().unwrap().parse().unwrap();
            world.resources.taken.lock().unwrap().push(id);
        }
    }
    let mut seen = Vec::new();
    let mut next = String::new();
    loop {
        let page = world.search(&format!("{slot}&limit=2{next}")).await.expect(200);
        assert_eq!(page["total"], 23);
        assert_eq!(page["facets"]["trades"][0]["count"], 23);
        seen.extend(names(&page));
        match page["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => break,
        }
    }
    seen.sort();
    assert_eq!(seen, free);
}
