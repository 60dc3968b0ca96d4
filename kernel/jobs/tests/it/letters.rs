//! Jobs that failed, in an operator's hands.

use plaza_core::OrgId;
use plaza_jobs::letters::{JobCard, discard, list, replay};

use crate::world::World;

async fn cards(world: &World) -> Vec<JobCard> {
    list(&world.base.db, world.cx.org, 50, None).await.unwrap().items
}

#[tokio::test]
async fn an_organisation_sees_its_failed_jobs_page_by_page() {
    let world = World::new().await;
    world.refuse(&[1, 2, 3]);
    for n in 1..=4 {
        world.add(n).await;
    }
    assert!(cards(&world).await.is_empty(), "nothing has failed yet");
    world.queue.run_due().await.unwrap();
    let first = list(&world.base.db, world.cx.org, 2, None).await.unwrap();
    let second = list(&world.base.db, world.cx.org, 2, first.next.as_deref()).await.unwrap();
    let all: Vec<&JobCard> = first.items.iter().chain(&second.items).collect();
    assert_eq!(all.iter().map(|card| card.payload.as_i64().unwrap()).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!((all[0].kind.as_str(), all[0].state.as_str(), all[0].attempts), ("count", "ready", 1));
    assert_eq!(all[0].last_error.as_deref(), Some("tests.no: The test says no."));
    assert!(list(&world.base.db, Some(OrgId::new()), 50, None).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn a_dead_job_is_run_again_or_given_up_by_its_own_organisation() {
    let world = World::new().await;
    world.refuse(&[1, 2]);
    world.add(1).await;
    world.add(2).await;
    world.queue.run_due().await.unwrap();
    let (db, org) = (&world.base.db, world.cx.org);
    let ids: Vec<_> = cards(&world).await.iter().map(|card| card.id).collect();
    assert!(!discard(db, org, ids[0]).await.unwrap(), "it is still tried");
    world.base.execute("UPDATE kernel.jobs SET state = 'dead'").await;
    assert!(!replay(db, Some(OrgId::new()), ids[0]).await.unwrap());
    assert!(!discard(db, Some(OrgId::new()), ids[0]).await.unwrap());

    world.refuse(&[]);
    assert!(replay(db, org, ids[0]).await.unwrap());
    assert_eq!(world.queue.run_due().await.unwrap(), 1);
    assert!(discard(db, org, ids[1]).await.unwrap());
    assert!(!discard(db, org, ids[1]).await.unwrap());
    assert!(!replay(db, org, ids[1]).await.unwrap());
    assert_eq!(world.ran().last(), Some(&1));
    assert_eq!(world.ran().len(), 3);
    assert_eq!(world.left().await, 0);
}
