use plaza_bookings_api::{BookingCard, BookingStatus};
use plaza_core::Money;
use plaza_payments_api::events::{InvoiceIssued, PaymentFacts, PaymentFailed, PaymentRefunded};
use plaza_payments_api::{InvoiceId, PaymentId, PaymentStatus};
use serde_json::json;

use crate::world::{World, euros};

fn payment(world: &World, booking: &BookingCard, amount: Money, status: PaymentStatus) -> PaymentFacts {
    PaymentFacts {
        payment_id: PaymentId::new(),
        booking_id: booking.id.uuid(),
        user_id: world.ana.id,
        amount,
        status,
        held_for: None,
        timestamp: world.stage.clock.now(),
    }
}

#[tokio::test]
async fn a_declined_payment_is_told_and_one_called_off_is_not() {
    let world = World::mailing().await;
    let booking = world.booked(48);
    let failed = payment(&world, &booking, euros(4_840), PaymentStatus::Failed);
    let called_off = payment(&world, &booking, euros(4_840), PaymentStatus::Cancelled);
    for facts in [&failed, &called_off, &failed] {
        world.stage.deliver(Some(world.org), &PaymentFailed(facts.clone())).await;
    }
    world.stage.settle().await;
    let mail = world.server().only();
    assert_eq!(mail.subject(), "Tu pago de 48,40 € no se ha realizado");
    assert!(mail.text().contains("Sala Goya"), "{}", mail.text());
}

#[tokio::test]
async fn money_given_back_is_told_unless_the_cancellation_told_it() {
    let world = World::mailing().await;
    let (kept, cancelled) = (world.booked(48), world.booked(72));
    world.bookings.change(cancelled.id, |card| {
        card.status = BookingStatus::Cancelled;
        card.refunded = Some(euros(2_420));
    });
    let part = payment(&world, &kept, euros(1_000), PaymentStatus::PartiallyRefunded);
    let told = payment(&world, &cancelled, euros(2_420), PaymentStatus::PartiallyRefunded);
    for facts in [part.clone(), part, told] {
        world.stage.deliver(Some(world.org), &PaymentRefunded(facts)).await;
    }
    world.stage.settle().await;
    let subjects: Vec<_> = world.server().taken().iter().map(|mail| mail.subject()).collect();
    assert_eq!(subjects, ["Te devolvemos 10,00 €", "Te devolvemos 10,00 €"], "each part is told");
    let whys: Vec<_> = world.deliveries("mail").await.into_iter().filter_map(|row| row.1).collect();
    assert_eq!(whys, ["the cancellation tells it"]);
}

#[tokio::test]
async fn invoices_are_shown_and_mailed_only_to_who_wants_them() {
    let world = World::mailing().await;
    let issued = || InvoiceIssued {
        invoice_id: InvoiceId::new(),
        payment_id: PaymentId::new(),
        user_id: world.ana.id,
        kind: "invoice".into(),
    };
    world.stage.deliver(Some(world.org), &issued()).await;
    world.stage.settle().await;
    assert!(world.server().taken().is_empty());
    let wish = json!([{ "kind": "invoice_issued", "channel": "mail", "enabled": true }]);
    world.stage.post(&world.as_ana(), "/notifications/preferences", wish).await.expect(200);
    world.stage.deliver(Some(world.org), &issued()).await;
    world.stage.settle().await;
    assert_eq!(world.server().only().subject(), "Un documento nuevo de Plaza Centro");
    assert_eq!(world.shown().await.len(), 2);
}
