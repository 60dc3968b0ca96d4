//! What notifications do when others tell of something: record who is told, and enqueue the rest.

mod accounts;
mod bookings;
mod payments;

pub use accounts::AccountChanged;
pub use bookings::BookingChanged;
pub use payments::PaymentChanged;

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
    "payments.payment.failed.v1",
    "payments.payment.refunded.v1",
    "payments.invoice.issued.v1",
];

#[cfg(test)]
mod tests {
    use plaza_events::Handler;

    use super::*;

    #[test]
    fn the_declaration_names_every_pattern() {
        let patterns = [AccountChanged.patterns(), BookingChanged.patterns(), PaymentChanged.patterns()].concat();
        assert_eq!(patterns, LISTENS);
    }
}
