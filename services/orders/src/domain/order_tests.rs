//! Every state, action and actor, and what they do to the money.

use chrono::Duration;
use plaza_core::Instant;
use plaza_orders_api::{MilestoneId, OrderStatus};
use proptest::prelude::*;

use super::action::{Action, PLAIN};
use super::order::decide;
use super::side::{Actor, Side};
use super::work::{Decision, Effect, Milestone, MilestoneState, Refusal, Told, Work};

const CLIENT: Actor = Actor::Party(Side::Client);
const PROFESSIONAL: Actor = Actor::Party(Side::Professional);
const ACTORS: [Actor; 4] = [CLIENT, PROFESSIONAL, Actor::Operator, Actor::Itself];

fn now() -> Instant {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

fn work(status: OrderStatus, amounts: &[i64]) -> Work {
    let part = |amount: &i64| Milestone {
        id: MilestoneId::new(),
        title: "A part".to_owned(),
        amount: *amount,
        due_in_days: 3,
        due_at: Some(now()),
        state: MilestoneState::Open,
    };
    Work {
        status,
        total: amounts.iter().sum(),
        released: 0,
        refunded: 0,
        paid_out: 0,
        milestones: amounts.iter().map(part).collect(),
        revisions: 1,
        revisions_used: 0,
        extension: None,
        cancellation: None,
        due_at: None,
        completes_at: None,
        noticed_at: None,
        silence_days: 7,
    }
}

fn all_actions() -> Vec<Action> {
    let own = [
        Action::Fund,
        Action::GiveUp,
        Action::GiveNotice,
        Action::AcceptBySilence,
        Action::PayOut,
        Action::Resolve { to_professional: 400, to_client: 600 },
    ];
    PLAIN.iter().map(|(action, _)| *action).chain(own).collect()
}

/// Everything that can happen, where nothing is asked and no time is over: the whole table.
#[test]
fn orders_change_only_as_listed() {
    use OrderStatus::{
        AwaitingPayment, Cancelled, Completed, Delivered, Disputed, Funded, InProgress, PaidOut, RevisionRequested,
    };
    let resolve = Action::Resolve { to_professional: 400, to_client: 600 };
    let listed = [
        (AwaitingPayment, Action::Fund, Actor::Itself, Funded),
        (AwaitingPayment, Action::GiveUp, Actor::Itself, Cancelled),
        (AwaitingPayment, Action::AskCancellation, CLIENT, Cancelled),
        (Funded, Action::Start, PROFESSIONAL, InProgress),
        (Funded, Action::AskExtension(1), PROFESSIONAL, Funded),
        (Funded, Action::AskCancellation, CLIENT, Cancelled),
        (Funded, Action::AskCancellation, PROFESSIONAL, Cancelled),
        (InProgress, Action::Deliver, PROFESSIONAL, Delivered),
        (InProgress, Action::AskExtension(1), PROFESSIONAL, InProgress),
        (InProgress, Action::AskCancellation, CLIENT, InProgress),
        (InProgress, Action::AskCancellation, PROFESSIONAL, InProgress),
        (InProgress, Action::Dispute, CLIENT, Disputed),
        (InProgress, Action::Dispute, PROFESSIONAL, Disputed),
        (Delivered, Action::RequestRevision, CLIENT, RevisionRequested),
        (Delivered, Action::Accept, CLIENT, Completed),
        (Delivered, Action::AcceptAll, CLIENT, Completed),
        (Delivered, Action::AskCancellation, CLIENT, Delivered),
        (Delivered, Action::AskCancellation, PROFESSIONAL, Delivered),
        (Delivered, Action::Dispute, CLIENT, Disputed),
        (Delivered, Action::Dispute, PROFESSIONAL, Disputed),
        (RevisionRequested, Action::Deliver, PROFESSIONAL, Delivered),
        (RevisionRequested, Action::AskExtension(1), PROFESSIONAL, RevisionRequested),
        (RevisionRequested, Action::Accept, CLIENT, Completed),
        (RevisionRequested, Action::AcceptAll, CLIENT, Completed),
        (RevisionRequested, Action::AskCancellation, CLIENT, RevisionRequested),
        (RevisionRequested, Action::AskCancellation, PROFESSIONAL, RevisionRequested),
        (RevisionRequested, Action::Dispute, CLIENT, Disputed),
        (RevisionRequested, Action::Dispute, PROFESSIONAL, Disputed),
        (Disputed, resolve, Actor::Operator, Completed),
        (Completed, Action::PayOut, Actor::Itself, PaidOut),
    ];
    for status in OrderStatus::ALL {
        for action in all_actions() {
            for actor in ACTORS {
                let then = decide(&work(status, &[1_000]), action, actor, now());
                let expected = listed.iter().find(|(s, a, who, _)| (*s, *a, *who) == (status, action, actor));
                assert_eq!(
                    then.as_ref().ok().map(|decision| decision.after.status),
                    expected.map(|(.., to)| *to),
                    "{status:?} {action:?} {actor:?}"
                );
                if !action.is_of(actor) {
                    assert_eq!(then, Err(Refusal::NotYours(action)));
                } else if !action.is_in(status) {
                    assert_eq!(then, Err(Refusal::WrongState(status)));
                }
            }
        }
    }
}

fn done(work: &Work, action: Action, actor: Actor, at: Instant) -> Decision {
    decide(work, action, actor, at).unwrap_or_else(|refusal| panic!("{action:?} of {actor:?}: {refusal}"))
}

#[test]
fn milestones_are_released_one_by_one_and_the_last_completes() {
    let begun = work(OrderStatus::InProgress, &[300, 700]);
    let first = done(&begun, Action::Deliver, PROFESSIONAL, now()).after;
    assert_eq!(first.completes_at, Some(now() + Duration::days(7)));
    let accepted = done(&first, Action::Accept, CLIENT, now());
    assert_eq!(accepted.effects, [Effect::Release { milestone: Some(begun.milestones[0].id), amount: 300 }]);
    assert_eq!((accepted.after.status, accepted.told), (OrderStatus::InProgress, vec![Told::MilestoneReleased]));
    assert_eq!((accepted.after.completes_at, accepted.after.held()), (None, 700));
    let second = done(&accepted.after, Action::Deliver, PROFESSIONAL, now()).after;
    let last = done(&second, Action::Accept, CLIENT, now());
    assert_eq!(last.effects, [Effect::Release { milestone: Some(begun.milestones[1].id), amount: 700 }]);
    assert_eq!((last.after.status, last.after.held()), (OrderStatus::Completed, 0));
    let all = done(&first, Action::AcceptAll, CLIENT, now());
    assert_eq!((all.after.status, all.effects.len(), all.after.released), (OrderStatus::Completed, 2, 1_000));
}

#[test]
fn revisions_are_counted_and_end() {
    let delivered = work(OrderStatus::Delivered, &[1_000]);
    let revised = done(&delivered, Action::RequestRevision, CLIENT, now()).after;
    let again = done(&revised, Action::Deliver, PROFESSIONAL, now()).after;
    assert_eq!(decide(&again, Action::RequestRevision, CLIENT, now()), Err(Refusal::NoRevisionsLeft(1)));
}

#[test]
fn silence_counts_as_yes_after_a_day_s_notice_at_least() {
    let delivered = done(&work(OrderStatus::InProgress, &[1_000]), Action::Deliver, PROFESSIONAL, now()).after;
    let itself = Actor::Itself;
    assert_eq!(decide(&delivered, Action::GiveNotice, itself, now()), Err(Refusal::NotDue));
    let late = now() + Duration::days(9);
    assert_eq!(decide(&delivered, Action::AcceptBySilence, itself, late), Err(Refusal::NotDue), "nobody was told");
    let told = done(&delivered, Action::GiveNotice, itself, late).after;
    assert_eq!(told.completes_at, Some(late + Duration::days(1)));
    assert_eq!(decide(&told, Action::GiveNotice, itself, late), Err(Refusal::NotDue), "told once");
    assert_eq!(decide(&told, Action::AcceptBySilence, itself, late), Err(Refusal::NotDue));
    let over = done(&told, Action::AcceptBySilence, itself, late + Duration::days(1)).after;
    assert_eq!((over.status, over.released), (OrderStatus::Completed, 1_000));
}

#[test]
fn who_wants_to_end_it_is_not_silent() {
    let delivered = done(&work(OrderStatus::InProgress, &[1_000]), Action::Deliver, PROFESSIONAL, now()).after;
    let asked = done(&delivered, Action::AskCancellation, CLIENT, now()).after;
    let late = now() + Duration::days(9);
    assert_eq!(decide(&asked, Action::GiveNotice, Actor::Itself, late), Err(Refusal::NotDue));
    assert_eq!(decide(&asked, Action::AskCancellation, PROFESSIONAL, late), Err(Refusal::AskedAlready));
    let own = decide(&asked, Action::AgreeCancellation, CLIENT, late);
    assert_eq!(own, Err(Refusal::NotYours(Action::AgreeCancellation)));
    let refused = done(&asked, Action::RefuseCancellation, PROFESSIONAL, late).after;
    assert_eq!((refused.completes_at, refused.noticed_at), (Some(late + Duration::days(1)), None));
    let agreed = done(&asked, Action::AgreeCancellation, PROFESSIONAL, late);
    assert_eq!((agreed.effects, agreed.after.status), (vec![Effect::Refund(1_000)], OrderStatus::Cancelled));
}

#[test]
fn more_days_move_what_is_not_done() {
    let begun = work(OrderStatus::InProgress, &[300, 700]);
    assert_eq!(decide(&begun, Action::AllowExtension, CLIENT, now()), Err(Refusal::NothingAsked));
    let asked = done(&begun, Action::AskExtension(5), PROFESSIONAL, now()).after;
    assert_eq!(decide(&asked, Action::AskExtension(5), PROFESSIONAL, now()), Err(Refusal::AskedAlready));
    assert_eq!(done(&asked, Action::RefuseExtension, CLIENT, now()).after.extension, None);
    let allowed = done(&asked, Action::AllowExtension, CLIENT, now()).after;
    assert_eq!((allowed.due_at, allowed.extension), (Some(now() + Duration::days(5)), None));
}

#[test]
fn a_split_is_all_that_is_held_and_no_more() {
    let mut disputed = work(OrderStatus::Disputed, &[300, 700]);
    disputed.released = 300;
    let split = |to_professional, to_client| {
        decide(&disputed, Action::Resolve { to_professional, to_client }, Actor::Operator, now())
    };
    for (professional, client) in [(0, 0), (300, 700), (-1, 701), (701, -1), (i64::MAX, 1), (700, 700)] {
        assert_eq!(split(professional, client), Err(Refusal::SplitDiffers(700)), "{professional} {client}");
    }
    let both = split(500, 200).unwrap();
    assert_eq!(both.effects, [Effect::Release { milestone: None, amount: 500 }, Effect::Refund(200)]);
    assert_eq!((both.after.status, both.after.held()), (OrderStatus::Completed, 0));
    assert_eq!(split(0, 700).unwrap().after.status, OrderStatus::Completed, "a milestone was released before");
    let mut sent = disputed.clone();
    sent.paid_out = 300;
    let nothing_more = Action::Resolve { to_professional: 0, to_client: 700 };
    assert_eq!(done(&sent, nothing_more, Actor::Operator, now()).after.status, OrderStatus::PaidOut);
    let untouched = work(OrderStatus::Disputed, &[1_000]);
    let back = Action::Resolve { to_professional: 0, to_client: 1_000 };
    assert_eq!(done(&untouched, back, Actor::Operator, now()).after.status, OrderStatus::Cancelled);
}

#[test]
fn nothing_is_paid_out_before_all_that_was_released_is_sent() {
    let mut completed = work(OrderStatus::Completed, &[1_000]);
    (completed.released, completed.paid_out) = (1_000, 999);
    assert_eq!(decide(&completed, Action::PayOut, Actor::Itself, now()), Err(Refusal::NotDue));
    completed.paid_out = 1_000;
    assert_eq!(done(&completed, Action::PayOut, Actor::Itself, now()).after.status, OrderStatus::PaidOut);
}

proptest! {
    /// Whatever happens in whatever order: no money appears or disappears, and what has ended stays so.
    #[test]
    fn money_is_kept_through_every_history(
        amounts in prop::collection::vec(1_i64..1_000, 1..4),
        deeds in prop::collection::vec((0_usize..18, 0_usize..4, 0_i64..1_000), 1..60),
    ) {
        let mut order = work(OrderStatus::AwaitingPayment, &amounts);
        order.revisions = 3;
        let (mut released, mut refunded, mut at) = (0, 0, now());
        for (which, who, value) in deeds {
            at += Duration::hours(value);
            let action = match all_actions()[which] {
                Action::Resolve { .. } => {
                    let to_professional = value.min(order.held());
                    Action::Resolve { to_professional, to_client: order.held() - to_professional }
                }
                other => other,
            };
            let before = order.status;
            let Ok(decision) = decide(&order, action, ACTORS[who], at) else { continue };
            prop_assert!(!before.is_over() || action == Action::PayOut, "{before:?} {action:?}");
            for effect in &decision.effects {
                match effect {
                    Effect::Release { amount, .. } => released += amount,
                    Effect::Refund(amount) => refunded += amount,
                    Effect::CallOff => prop_assert_eq!(before, OrderStatus::AwaitingPayment),
                }
            }
            order = decision.after;
            prop_assert_eq!((released, refunded), (order.released, order.refunded));
            prop_assert!(order.held() >= 0);
            let ended = matches!(order.status, OrderStatus::Completed | OrderStatus::PaidOut);
            prop_assert!(!ended || order.held() == 0);
            prop_assert!(order.completes_at.is_none() || order.status == OrderStatus::Delivered);
        }
    }
}
