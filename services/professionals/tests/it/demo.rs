//! The demo's professionals.

use plaza_core::{Cx, UserId};
use plaza_professionals_api::{DemoProfessionals, Professionals};

use crate::world::World;

#[tokio::test]
async fn two_thousand_are_made_once_and_found() {
    let world = World::new().await;
    let cx = Cx::service("demo", Some(world.org));
    let lucia = UserId::new();
    let demo = DemoProfessionals {
        accounts: vec![(lucia, "Lucía Prat".into())],
        count: 2_000,
        currency: "EUR".parse().unwrap(),
    };
    let made = world.client().seed_demo(&cx, demo.clone()).await.unwrap();
    assert_eq!((made.len(), made[0].user_id), (2_000, lucia));
    assert!(!made[0].verified && made.iter().any(|one| one.verified), "an account has its badge by its case");
    assert!(made.iter().filter(|one| one.city == "Madrid").count() >= 20);
    assert_eq!(world.client().seed_demo(&cx, demo).await.unwrap(), made);
    let found = world.search("facets=true&limit=1").await.expect(200);
    assert_eq!(found["total"], 2_000);
    let count = |part: &str, at: usize| found["facets"][part][at]["count"].as_u64().unwrap();
    assert!(found["facets"]["trades"].as_array().unwrap().len() > 100);
    assert!(count("ratings", 0) > 300 && found["facets"]["verified"].as_u64().unwrap() > 600);
    assert!(
        world.search("q=fotografo&lat=40.4168&lon=-3.7038&radiusKm=30").await.expect(200)["total"].as_u64() > Some(0)
    );
    world.sound().await;
}
