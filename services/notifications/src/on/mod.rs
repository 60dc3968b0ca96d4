//! What notifications do when others tell of something: record who is told, and enqueue the rest.

mod accounts;
mod bookings;
mod gigs;
mod payments;
mod payouts;
mod profiles;
mod reviews;
mod verification;
mod work;

pub use accounts::AccountChanged;
pub use bookings::BookingChanged;
pub use gigs::GigDecided;
pub use payments::PaymentChanged;
pub use payouts::PayoutCompleted;
pub use profiles::ProfileJudged;
pub use reviews::ReviewShown;
pub use verification::CaseDecided;
pub use work::WorkChanged;

/// Every event these listen to, for the service's declaration.
pub const LISTENS: &[&str] = &[
    "identity.user.registered.v1",
    "identity.user.verification_requested.v1",
    "identity.user.registration_repeated.v1",
    "identity.user.verified.v1",
    "identity.user.password_reset_requested.v1",
    "bookings.booking.confirmed.v1",
    "bookings.booking.cancelled.v1",
    "bookings.booking.rescheduled.v1",
    "bookings.booking.expired.v1",
    "bookings.booking.no_show.v1",
    "bookings.booking.refunded.v1",
    "bookings.booking.objected.v1",
    "bookings.booking.objection_rejected.v1",
    "bookings.booking.objection_withdrawn.v1",
    "payments.payment.failed.v1",
    "payments.payment.refunded.v1",
    "payments.invoice.issued.v1",
    "verification.case.approved.v1",
    "verification.case.rejected.v1",
    "verification.case.expiring.v1",
    "orders.offer.created.v1",
    "orders.offer.agreed.v1",
    "orders.offer.accepted.v1",
    "orders.offer.rejected.v1",
    "orders.order.funded.v1",
    "orders.order.delivered.v1",
    "orders.order.completion_near.v1",
    "orders.order.revision_requested.v1",
    "orders.order.extension_requested.v1",
    "orders.order.cancellation_requested.v1",
    "orders.order.completed.v1",
    "orders.order.cancelled.v1",
    "orders.order.disputed.v1",
    "orders.order.resolved.v1",
    "payments.payout.completed.v1",
    "reviews.review.published.v1",
    "gigs.gig.published.v1",
    "gigs.gig.rejected.v1",
    "professionals.professional.suspended.v1",
    "professionals.professional.restored.v1",
];

#[cfg(test)]
mod tests {
    use plaza_events::Handler;

    use super::*;

    #[test]
    fn the_declaration_names_every_pattern() {
        let patterns = [
            AccountChanged.patterns(),
            BookingChanged.patterns(),
            PaymentChanged.patterns(),
            CaseDecided.patterns(),
            WorkChanged.patterns(),
            PayoutCompleted.patterns(),
            ReviewShown.patterns(),
            GigDecided.patterns(),
            ProfileJudged.patterns(),
        ]
        .concat();
        assert_eq!(patterns, LISTENS);
    }
}
