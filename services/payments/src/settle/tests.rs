//! Dying while money comes in or goes back. Twice: it dies exactly before and after what the provider is asked
//! ([`Mortal`](crate::crashing::Mortal)), and at its n-th wait, for every n.

use chrono::Duration;
use plaza_jobs::Reconciler;
use plaza_payments_api::{CancelCharge, Refund as Asked};
use uuid::Uuid;

use super::reconciler::LookUp;
use crate::crashing::{Doomed, SIDES, Verb, When, World};
use crate::domain::payment::Status;
use crate::fakes::eur;
use crate::{cancel, charge, refund};

#[tokio::test]
async fn a_charge_that_dies_anywhere_is_charged_once_and_recorded() {
    let world = World::new().await;
    for token in ["tok_approved", "tok_webhook_first", "tok_timeout_charged", "tok_late", "tok_declined"] {
        for left in 0.. {
            let order = world.order(token);
            let ended =
                Doomed { work: Box::pin(charge::command::charge(&world.app, &world.cx, order.clone())), left }.await;
            // Ended before its death: it must have ended well, or the points beyond were never reached.
            if let Some(ended) = ended {
                ended.unwrap();
                break;
            }
            // Every other one is asked for again with its key, as a saga does; the rest is left to the reconciler.
            if left % 2 == 0 {
                let again = charge::command::charge(&world.app, &world.cx, order).await.unwrap();
                let expected = match token {
                    "tok_late" => Status::Pending,
                    "tok_declined" => Status::Failed,
                    _ => Status::Completed,
                };
                assert_eq!(again.status, expected, "{token}, wait {left}");
            }
        }
    }
    world.rest().await;
    assert_eq!(world.count("SELECT count(*) - count(DISTINCT key) FROM sandbox_charges").await, 0);
    let unpaid = "SELECT count(*) FROM payments WHERE status <> 'completed' AND token <> 'tok_declined'";
    assert_eq!(world.count(unpaid).await, 0);
}

#[tokio::test]
async fn a_charge_that_dies_at_the_provider_is_charged_once_and_recorded() {
    let world = World::new().await;
    for token in ["tok_approved", "tok_webhook_first", "tok_late", "tok_declined"] {
        for when in SIDES {
            for asked_again in [true, false] {
                let order = world.order(token);
                let charge = charge::command::charge(&world.app, &world.cx, order.clone());
                world.provider.kill(Verb::Charge, when, charge).await;
                if asked_again {
                    charge::command::charge(&world.app, &world.cx, order).await.unwrap();
                }
            }
        }
    }
    // The lost answer is looked up: there too.
    for when in SIDES {
        let charge = charge::command::charge(&world.app, &world.cx, world.order("tok_timeout_charged"));
        world.provider.kill(Verb::Charge, When::After, charge).await;
        world.clock.advance(Duration::seconds(31));
        world.provider.kill(Verb::Status, when, LookUp::new(&world.app).run(&world.cx)).await;
    }
    world.rest().await;
    assert_eq!(world.count("SELECT count(*) - count(DISTINCT key) FROM sandbox_charges").await, 0);
    let unpaid = "SELECT count(*) FROM payments WHERE status <> 'completed' AND token <> 'tok_declined'";
    assert_eq!(world.count(unpaid).await, 0);
}

#[tokio::test]
async fn a_refund_that_dies_at_the_provider_is_given_back_once() {
    let world = World::new().await;
    for when in SIDES {
        for asked_again in [true, false] {
            let paid = charge::command::charge(&world.app, &world.cx, world.order("tok_approved")).await.unwrap();
            let asked = Asked {
                key: Uuid::now_v7().to_string(),
                payment: paid.id,
                amount: eur(400),
                reason: "test".into(),
                up_to: false,
            };
            let refund = refund::command::refund(&world.app, &world.cx, asked.clone());
            world.provider.kill(Verb::Refund, when, refund).await;
            if asked_again {
                refund::command::refund(&world.app, &world.cx, asked).await.unwrap();
            }
        }
    }
    world.rest().await;
    assert_eq!(world.count("SELECT count(*) FROM payments WHERE refunded <> 400").await, 0);
}

#[tokio::test]
async fn calling_off_that_dies_at_the_provider_keeps_no_money_once_it_is_asked_again() {
    let world = World::new().await;
    for token in ["tok_late", "tok_second_factor"] {
        for when in SIDES {
            let order = world.order(token);
            charge::command::charge(&world.app, &world.cx, order.clone()).await.unwrap();
            let cancel = CancelCharge { key: order.key, reason: "test".into() };
            let cancelled = cancel::command::cancel(&world.app, &world.cx, cancel.clone());
            world.provider.kill(Verb::Cancel, when, cancelled).await;
            cancel::command::cancel(&world.app, &world.cx, cancel).await.unwrap();
        }
    }
    world.rest().await;
    assert_eq!((world.at_the_provider().await, world.in_our_books().await), (0, 0));
}

#[tokio::test]
async fn a_refund_that_dies_anywhere_is_given_back_once() {
    let world = World::new().await;
    for left in 0.. {
        let paid = charge::command::charge(&world.app, &world.cx, world.order("tok_approved")).await.unwrap();
        let asked = Asked {
            key: Uuid::now_v7().to_string(),
            payment: paid.id,
            amount: eur(400),
            reason: "test".into(),
            up_to: false,
        };
        let ended =
            Doomed { work: Box::pin(refund::command::refund(&world.app, &world.cx, asked.clone())), left }.await;
        if let Some(ended) = ended {
            ended.unwrap();
            break;
        }
        if left % 2 == 0 {
            refund::command::refund(&world.app, &world.cx, asked).await.unwrap();
        }
    }
    world.rest().await;
    assert_eq!(world.count("SELECT count(*) FROM payments WHERE refunded NOT IN (0, 400)").await, 0);
}

#[tokio::test]
async fn calling_off_that_dies_anywhere_keeps_no_money_once_it_is_asked_again() {
    let world = World::new().await;
    for token in ["tok_approved", "tok_late", "tok_second_factor", "tok_timeout_charged"] {
        for left in 0.. {
            let order = world.order(token);
            let died = Doomed {
                work: Box::pin(charge::command::charge(&world.app, &world.cx, order.clone())),
                left: left * 3,
            }
            .await
            .is_none();
            let cancel = CancelCharge { key: order.key, reason: "test".into() };
            let cancelled =
                Doomed { work: Box::pin(cancel::command::cancel(&world.app, &world.cx, cancel.clone())), left }.await;
            let died = died || cancelled.is_none();
            if let Some(ended) = cancelled {
                ended.unwrap();
            }
            cancel::command::cancel(&world.app, &world.cx, cancel).await.unwrap();
            if !died {
                break;
            }
        }
    }
    world.rest().await;
    assert_eq!((world.at_the_provider().await, world.in_our_books().await), (0, 0));
}
