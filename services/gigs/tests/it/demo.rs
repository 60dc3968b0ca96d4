//! The demo's gigs.

use plaza_core::{Cx, Money, UserId};
use plaza_gigs_api::{DemoGig, DemoGigs, DemoPackage, Gigs, GigsClient};
use uuid::Uuid;

use crate::world::World;

pub fn gigs(people: u128) -> DemoGigs {
    let package = |name: &str, amount| DemoPackage {
        name: name.to_owned(),
        description: "Lo acordado".to_owned(),
        price: Money::new(amount, "EUR".parse().unwrap()),
        delivery_days: 5,
        revisions: 1,
    };
    let gig = |number: u128| DemoGig {
        user_id: UserId(Uuid::from_u128(number / 2 + 1)),
        professional_id: Uuid::from_u128(number / 2 + 1_000_000),
        professional_name: format!("Persona {}", number / 2),
        rating_sum: 9,
        rating_count: 2,
        title: format!("Retrato número {number}"),
        description: "Una hora de sesión y diez fotografías retocadas.".to_owned(),
        trade: "photography".to_owned(),
        language: "es".to_owned(),
        tags: vec!["retrato".to_owned()],
        packages: vec![package("Básico", 5_000), package("Completo", 9_000)],
    };
    DemoGigs { gigs: (0..people * 2).map(gig).collect() }
}

#[tokio::test]
async fn hundreds_are_made_at_once_and_once_and_are_found() {
    let world = World::new().await;
    let client = world.stage.client::<GigsClient>();
    let cx = Cx::service("demo", Some(world.org));
    assert_eq!(client.seed_demo(&cx, gigs(250)).await.unwrap(), 500);
    assert_eq!(client.seed_demo(&cx, gigs(251)).await.unwrap(), 2, "who has gigs is left alone");
    assert_eq!(world.titles("q=numero%20417").await.first().unwrap(), "Retrato número 417");
    assert_eq!(world.titles("limit=3").await, ["Retrato número 0", "Retrato número 1", "Retrato número 2"]);
    assert!(world.stage.published().await.is_empty(), "they are there as if they had always been");
    let mut wrong = gigs(1);
    wrong.gigs[0].packages.clear();
    wrong.gigs[0].user_id = UserId::new();
    assert!(client.seed_demo(&cx, wrong).await.is_err());
    world.sound().await;
}
