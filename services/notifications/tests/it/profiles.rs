use plaza_professionals_api::events::{ProfessionalFacts, ProfessionalRestored, ProfessionalSuspended};
use plaza_professionals_api::{ProfessionalCard, ProfessionalId, ProfileStatus};

use crate::world::World;

/// Ana's profile.
fn profile(world: &World, status: ProfileStatus) -> ProfessionalFacts {
    let card = ProfessionalCard {
        id: ProfessionalId::new(),
        org_id: world.org,
        user_id: world.ana.id,
        name: "Ana Ñíguez".into(),
        headline: "Retratos".into(),
        status,
        verified: false,
        avatar: None,
    };
    let facts = ProfessionalFacts {
        professional_id: card.id,
        user_id: card.user_id,
        status,
        timestamp: world.stage.clock.now(),
    };
    world.professionals.0.lock().unwrap().push(card);
    facts
}

#[tokio::test]
async fn who_is_taken_down_or_restored_is_told_each_time_with_the_way_to_why() {
    let world = World::mailing().await;
    let facts = profile(&world, ProfileStatus::Suspended);
    let told = world.stage.envelope(Some(world.org), &ProfessionalSuspended(facts.clone()));
    world.stage.deliver_envelopes(vec![told.clone(), told]).await;
    world.stage.settle().await;
    let mail = world.server().only();
    assert_eq!(mail.subject(), "Hemos retirado tu perfil profesional");
    assert!(mail.text().contains("/work/profile"), "{}", mail.text());
    let shown = world.shown().await;
    let subject = facts.professional_id.to_string();
    assert_eq!((&shown[0]["kind"], &shown[0]["subjectId"]), (&"profile_suspended".into(), &subject.into()));

    world.professionals.0.lock().unwrap()[0].status = ProfileStatus::Draft;
    let restored = ProfessionalFacts { status: ProfileStatus::Draft, ..facts };
    world.stage.deliver(Some(world.org), &ProfessionalRestored(restored)).await;
    world.stage.settle().await;
    assert_eq!(world.shown().await[0]["kind"], "profile_restored");
    world.sound().await;
}

#[tokio::test]
async fn neither_one_s_own_doing_nor_what_is_no_longer_so_is_told_of_a_profile() {
    let world = World::mailing().await;
    let facts = profile(&world, ProfileStatus::Suspended);
    let mut own = world.stage.envelope(Some(world.org), &ProfessionalSuspended(facts.clone()));
    own.actor = world.as_ana().actor_label();
    world.stage.deliver_envelopes(vec![own]).await;
    // Restored, and taken down again before anybody was told of it.
    world.stage.deliver(Some(world.org), &ProfessionalRestored(facts)).await;
    world.stage.settle().await;
    assert!(world.server().taken().is_empty() && world.shown().await.is_empty());
    world.sound().await;
}
