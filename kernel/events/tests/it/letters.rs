//! Dead letters in an operator's hands: seen, replayed, discarded; each organisation its own.

use plaza_core::OrgId;
use plaza_events::letters::{discard, list, replay};
use uuid::Uuid;

use crate::world::{Listener, envelope};

async fn with_letters(listener: &Listener, org: Option<OrgId>, numbers: &[i32]) -> Vec<Uuid> {
    listener.refuse(numbers);
    let batch: Vec<_> = numbers.iter().map(|n| envelope(org, Uuid::now_v7(), *n)).collect();
    let ids = batch.iter().map(|event| event.id).collect();
    listener.inbox.receive(batch).await.unwrap();
    ids
}

#[tokio::test]
async fn an_organisation_sees_its_own_letters_page_by_page() {
    let listener = Listener::new().await;
    let (ours, theirs) = (OrgId::new(), OrgId::new());
    let ids = with_letters(&listener, Some(ours), &[1, 2, 3]).await;
    with_letters(&listener, Some(theirs), &[4]).await;
    with_letters(&listener, None, &[5]).await;
    let db = &listener.base.db;

    let first = list(db, Some(ours), 2, None).await.unwrap();
    let second = list(db, Some(ours), 2, first.next.as_deref()).await.unwrap();
    assert_eq!(second.next, None);
    let seen: Vec<Uuid> = first.items.iter().chain(&second.items).map(|letter| letter.event_id).collect();
    assert_eq!(seen, ids);
    let letter = &first.items[0];
    assert_eq!((letter.handler.as_str(), letter.state.as_str(), letter.attempts), ("ledger", "waiting", 1));
    assert_eq!(letter.last_error.as_deref(), Some("ledger.no: not 1"));
    assert_eq!((letter.seen_at, letter.event.id), (listener.base.clock.now(), ids[0]));
    assert!(letter.next_at > Some(letter.seen_at));
    assert_eq!(list(db, None, 50, None).await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn a_dead_letter_is_replayed_by_its_own_organisation_only() {
    let listener = Listener::new().await;
    let (ours, theirs) = (OrgId::new(), OrgId::new());
    let id = with_letters(&listener, Some(ours), &[1]).await[0];
    listener.base.execute("UPDATE kernel.inbox SET state = 'dead', attempts = 10").await;
    let db = &listener.base.db;
    assert!(!replay(db, Some(theirs), "ledger", id).await.unwrap());
    assert!(!replay(db, None, "ledger", id).await.unwrap());
    assert!(!replay(db, Some(ours), "another", id).await.unwrap());
    assert_eq!(listener.inbox.retry_due().await.unwrap(), 0);

    listener.refuse(&[]);
    assert!(replay(db, Some(ours), "ledger", id).await.unwrap());
    assert_eq!(listener.inbox.retry_due().await.unwrap(), 1);
    assert_eq!(listener.heard().await, [1]);
    assert!(!replay(db, Some(ours), "ledger", id).await.unwrap(), "it is handled");
    assert!(list(db, Some(ours), 50, None).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn a_discarded_letter_counts_as_handled() {
    let listener = Listener::new().await;
    let (ours, theirs) = (OrgId::new(), OrgId::new());
    let id = with_letters(&listener, Some(ours), &[1]).await[0];
    let db = &listener.base.db;
    assert!(!discard(db, Some(theirs), "ledger", id).await.unwrap());
    assert!(discard(db, Some(ours), "ledger", id).await.unwrap());
    assert!(!discard(db, Some(ours), "ledger", id).await.unwrap());
    listener.refuse(&[]);
    listener.base.clock.advance(chrono::Duration::days(1));
    assert_eq!(listener.inbox.retry_due().await.unwrap(), 0);
    assert_eq!(listener.heard().await, [] as [i32; 0]);
}
