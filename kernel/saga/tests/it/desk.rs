//! The operator's desk.

use plaza_core::OrgId;
use plaza_saga::{Saga, desk, start};
use uuid::Uuid;

use crate::trip::{BookTrip, Trip, World, no};

#[tokio::test]
async fn a_card_tells_the_whole_story() {
    let world = World::new().await;
    let id = world.start().await;
    world.answers("charge", Err(no()));
    world.base.clock.advance(chrono::Duration::minutes(5));
    world.runner.drive(id).await.unwrap();
    let card = desk::find(&world.base.db, BookTrip::NAME, world.trip).await.unwrap().unwrap();
    assert_eq!((card.id, card.name.as_str(), card.aggregate_id), (id.uuid(), "book_trip", world.trip));
    assert_eq!((card.state.as_str(), card.step, card.attempts), ("undone", -1, 0));
    assert_eq!(card.started_by, world.cx.actor_label());
    assert_eq!(card.updated_at - card.created_at, chrono::Duration::minutes(5));
    assert_eq!(card.reason.unwrap()["code"], "tests.no");
    assert_eq!(card.steps[1]["note"], "tests.no: The test says no.");
    assert!(desk::find(&world.base.db, "another", world.trip).await.unwrap().is_none());
    assert!(desk::find(&world.base.db, BookTrip::NAME, Uuid::now_v7()).await.unwrap().is_none());
}

#[tokio::test]
async fn an_organisation_sees_its_own_newest_first_page_by_page() {
    let world = World::new().await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        let mut tx = world.base.db.begin(&world.cx).await.unwrap();
        let trip = Uuid::now_v7();
        ids.push(start::<BookTrip>(&mut tx, trip, &Trip { id: trip, passed: Vec::new() }).await.unwrap().uuid());
        tx.commit().await.unwrap();
    }
    world.answers("tell", Err(no()));
    world.runner.run_due().await.unwrap();
    ids.reverse();

    let (db, org) = (&world.base.db, world.cx.org);
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = desk::list(db, org, None, 2, cursor.as_deref()).await.unwrap();
        seen.extend(page.items.iter().map(|card| card.id));
        match page.next {
            Some(next) => cursor = Some(next),
            None => break,
        }
    }
    assert_eq!(seen, ids);
    assert_eq!(desk::list(db, org, Some("stuck"), 50, None).await.unwrap().items.len(), 1);
    assert_eq!(desk::list(db, org, Some("done"), 50, None).await.unwrap().items.len(), 4);
    assert!(desk::list(db, Some(OrgId::new()), None, 50, None).await.unwrap().items.is_empty());
    assert!(desk::list(db, None, None, 50, None).await.unwrap().items.is_empty());
}
