use plaza_verification_api::events::{CaseApproved, CaseExpiring, CaseFacts, CaseRejected};
use plaza_verification_api::{CaseId, CaseStatus, RejectReason};

use crate::world::World;

fn facts(world: &World, status: CaseStatus, reasons: &[RejectReason]) -> CaseFacts {
    let approved = status == CaseStatus::Approved;
    CaseFacts {
        case_id: CaseId::new(),
        user_id: world.ana.id,
        status,
        valid_until: approved.then(|| "2028-03-02T09:00:00Z".parse().unwrap()),
        reasons: reasons.to_vec(),
        timestamp: world.stage.clock.now(),
    }
}

#[tokio::test]
async fn what_came_of_the_documents_is_told_each_time_with_the_reasons_in_words() {
    let world = World::mailing().await;
    let reasons = [RejectReason::Unreadable, RejectReason::FaceMismatch];
    let rejected = CaseRejected(facts(&world, CaseStatus::Rejected, &reasons));
    let envelope = world.stage.envelope(Some(world.org), &rejected);
    world.stage.deliver_envelopes(vec![envelope.clone(), envelope]).await;
    world.stage.settle().await;
    let mail = world.server().only();
    assert_eq!(mail.subject(), "Aún no hemos podido verificar tu identidad");
    let text = mail.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("un documento no se puede leer; la persona de la foto no es la del documento"), "{text}");

    world.stage.deliver(Some(world.org), &rejected).await;
    world.stage.deliver(Some(world.org), &CaseApproved(facts(&world, CaseStatus::Approved, &[]))).await;
    world.stage.deliver(Some(world.org), &CaseExpiring(facts(&world, CaseStatus::Approved, &[]))).await;
    world.stage.settle().await;
    let subjects: Vec<_> = world.server().taken().iter().map(|mail| mail.subject()).collect();
    assert_eq!(subjects.len(), 4, "{subjects:?}");
    assert!(subjects.contains(&"Tu identidad está verificada".to_owned()), "{subjects:?}");
    assert!(subjects.contains(&"Tu verificación termina el jueves, 2 de marzo de 2028".to_owned()), "{subjects:?}");
    world.sound().await;
}
