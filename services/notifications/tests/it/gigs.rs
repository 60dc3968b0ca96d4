use plaza_gigs_api::events::{GigFacts, GigPublished, GigRejected};
use plaza_gigs_api::{GigCard, GigId, GigStatus};
use uuid::Uuid;

use crate::world::World;

/// A gig of Ana's.
fn gig(world: &World, status: GigStatus) -> GigCard {
    let card = GigCard {
        id: GigId::new(),
        org_id: world.org,
        user_id: world.ana.id,
        professional_id: Uuid::now_v7(),
        title: "Un retrato".into(),
        status,
        packages: vec![],
        extras: vec![],
        questions: vec![],
    };
    world.gigs.0.lock().unwrap().push(card.clone());
    card
}

fn facts(world: &World, card: &GigCard) -> GigFacts {
    GigFacts {
        gig_id: card.id,
        user_id: card.user_id,
        professional_id: card.professional_id,
        status: card.status,
        timestamp: world.stage.clock.now(),
    }
}

#[tokio::test]
async fn what_an_operator_decides_on_a_gig_is_told_each_time_with_the_way_to_why() {
    let world = World::mailing().await;
    let refused = gig(&world, GigStatus::Rejected);
    let told = world.stage.envelope(Some(world.org), &GigRejected(facts(&world, &refused)));
    world.stage.deliver_envelopes(vec![told.clone(), told]).await;
    world.stage.settle().await;
    let mail = world.server().only();
    assert_eq!(mail.subject(), "Sin publicar: Un retrato");
    let text = mail.text();
    assert!(text.contains(&format!("/work/gigs/{}", refused.id)) && !text.contains("Precio"), "{text}");
    let shown = world.shown().await;
    assert_eq!((&shown[0]["kind"], &shown[0]["subjectId"]), (&"gig_rejected".into(), &refused.id.to_string().into()));

    world.gigs.0.lock().unwrap()[0].status = GigStatus::Published;
    world.stage.deliver(Some(world.org), &GigPublished(facts(&world, &refused))).await;
    world.stage.settle().await;
    let subjects: Vec<_> = world.server().taken().iter().map(|mail| mail.subject()).collect();
    assert!(subjects.len() == 2 && subjects.contains(&"Publicado: Un retrato".to_owned()), "{subjects:?}");
    world.sound().await;
}

#[tokio::test]
async fn neither_what_one_did_oneself_nor_what_is_no_longer_so_is_told() {
    let world = World::mailing().await;
    let (resumed, taken_down) = (gig(&world, GigStatus::Published), gig(&world, GigStatus::Rejected));
    let mut own = world.stage.envelope(Some(world.org), &GigPublished(facts(&world, &resumed)));
    own.actor = world.as_ana().actor_label();
    world.stage.deliver_envelopes(vec![own]).await;
    // Approved, and taken down before anybody was told of it; and one that is gone.
    world.stage.deliver(Some(world.org), &GigPublished(facts(&world, &taken_down))).await;
    let gone = GigCard { id: GigId::new(), ..resumed };
    world.stage.deliver(Some(world.org), &GigRejected(facts(&world, &gone))).await;
    world.stage.settle().await;
    assert!(world.server().taken().is_empty() && world.shown().await.is_empty());
    world.sound().await;
}
