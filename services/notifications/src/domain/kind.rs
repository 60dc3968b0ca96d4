//! The kinds of notifications, the channels they take, and what may be switched off.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The link that proves an address.
    VerifyAddress,
    /// Somebody tried to register an address that has an account.
    AlreadyRegistered,
    /// The address is proved.
    Welcome,
    /// The link that sets a new password.
    PasswordReset,
    /// A booking stands.
    BookingConfirmed,
    /// A booking was given back.
    BookingCancelled,
    /// A booking moved.
    BookingRescheduled,
    /// Nobody paid in time.
    BookingExpired,
    /// Nobody came.
    BookingNoShow,
    /// A booking starts soon.
    BookingReminder,
    /// Somebody booked one's time.
    BookingHostConfirmed,
    /// A booking of one's time moved.
    BookingHostRescheduled,
    /// A booking of one's time was given back.
    BookingHostCancelled,
    /// What was held for an hour of one's time, or a part of it, goes back to who booked it.
    BookingHostRefunded,
    /// Who booked one's time objects: what is held waits.
    BookingHostObjected,
    /// The objection to an hour of one's time is over, and nothing goes back.
    BookingHostObjectionOver,
    /// One's objection to an hour was rejected.
    BookingObjectionRejected,
    /// A payment was declined.
    PaymentFailed,
    /// Money was given back.
    PaymentRefunded,
    /// An invoice or credit note has its number.
    InvoiceIssued,
    /// Who somebody is was proved.
    VerificationApproved,
    /// The documents did not prove it.
    VerificationRejected,
    /// The proof ends soon.
    VerificationExpiring,
    /// Somebody offers work, or other terms.
    OfferReceived,
    /// An offer was accepted.
    OfferAccepted,
    /// An offer was declined.
    OfferRejected,
    /// The money for work is held.
    OrderFunded,
    /// Work was handed over.
    OrderDelivered,
    /// Silence counts as yes in a day.
    OrderCompletionNear,
    /// The client asks for changes.
    OrderRevisionRequested,
    /// The professional asks for more time.
    OrderExtensionRequested,
    /// The other side wants to end the work.
    OrderCancellationRequested,
    /// Work was accepted.
    OrderCompleted,
    /// Work ended before it was done.
    OrderCancelled,
    /// A manager is asked to decide.
    OrderDisputed,
    /// The manager decided.
    OrderResolved,
    /// What the other side wrote of one is shown.
    ReviewReceived,
    /// What somebody wrote of an hour of one's time is shown.
    BookingHostReviewed,
    /// A gig was accepted: clients find it.
    GigApproved,
    /// A gig was refused, or taken down.
    GigRejected,
    /// A professional profile was taken down.
    ProfileSuspended,
    /// A professional profile is no longer taken down.
    ProfileRestored,
    /// Earned money was sent.
    PayoutCompleted,
    /// An admin tries the mail out.
    Test,
}

/// Where somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By mail.
    Mail,
    /// In the app's list.
    InApp,
}

/// Whether a kind takes a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Always; no preference changes it.
    Always,
    /// Unless it is switched off.
    On,
    /// Only if it is switched on.
    Off,
    /// Never.
    Never,
}

/// What a kind's id stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The account itself.
    Account,
    /// A booking.
    Booking,
    /// A payment, with facts of its event.
    Payment,
    /// A case of verification, with facts of its event.
    Verification,
    /// An offer of work.
    Offer,
    /// An order.
    Order,
    /// A gig.
    Gig,
    /// A professional's own profile.
    Profile,
    /// Money sent to a professional, with facts of its event.
    Payout,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 44] = [
        Self::VerifyAddress,
        Self::AlreadyRegistered,
        Self::Welcome,
        Self::PasswordReset,
        Self::BookingConfirmed,
        Self::BookingCancelled,
        Self::BookingRescheduled,
        Self::BookingExpired,
        Self::BookingNoShow,
        Self::BookingReminder,
        Self::BookingHostConfirmed,
        Self::BookingHostRescheduled,
        Self::BookingHostCancelled,
        Self::BookingHostRefunded,
        Self::BookingHostObjected,
        Self::BookingHostObjectionOver,
        Self::BookingObjectionRejected,
        Self::BookingHostReviewed,
        Self::PaymentFailed,
        Self::PaymentRefunded,
        Self::InvoiceIssued,
        Self::VerificationApproved,
        Self::VerificationRejected,
        Self::VerificationExpiring,
        Self::OfferReceived,
        Self::OfferAccepted,
        Self::OfferRejected,
        Self::OrderFunded,
        Self::OrderDelivered,
        Self::OrderCompletionNear,
        Self::OrderRevisionRequested,
        Self::OrderExtensionRequested,
        Self::OrderCancellationRequested,
        Self::OrderCompleted,
        Self::OrderCancelled,
        Self::OrderDisputed,
        Self::OrderResolved,
        Self::ReviewReceived,
        Self::GigApproved,
        Self::GigRejected,
        Self::ProfileSuspended,
        Self::ProfileRestored,
        Self::PayoutCompleted,
        Self::Test,
    ];

    /// Its name on the wire, in tables and of its texts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::VerifyAddress => "verify_address",
            Self::AlreadyRegistered => "already_registered",
            Self::Welcome => "welcome",
            Self::PasswordReset => "password_reset",
            Self::BookingConfirmed => "booking_confirmed",
            Self::BookingCancelled => "booking_cancelled",
            Self::BookingRescheduled => "booking_rescheduled",
            Self::BookingExpired => "booking_expired",
            Self::BookingNoShow => "booking_no_show",
            Self::BookingReminder => "booking_reminder",
            Self::BookingHostConfirmed => "booking_host_confirmed",
            Self::BookingHostRescheduled => "booking_host_rescheduled",
            Self::BookingHostCancelled => "booking_host_cancelled",
            Self::BookingHostRefunded => "booking_host_refunded",
            Self::BookingHostObjected => "booking_host_objected",
            Self::BookingHostObjectionOver => "booking_host_objection_over",
            Self::BookingObjectionRejected => "booking_objection_rejected",
            Self::BookingHostReviewed => "booking_host_reviewed",
            Self::PaymentFailed => "payment_failed",
            Self::PaymentRefunded => "payment_refunded",
            Self::InvoiceIssued => "invoice_issued",
            Self::VerificationApproved => "verification_approved",
            Self::VerificationRejected => "verification_rejected",
            Self::VerificationExpiring => "verification_expiring",
            Self::OfferReceived => "offer_received",
            Self::OfferAccepted => "offer_accepted",
            Self::OfferRejected => "offer_rejected",
            Self::OrderFunded => "order_funded",
            Self::OrderDelivered => "order_delivered",
            Self::OrderCompletionNear => "order_completion_near",
            Self::OrderRevisionRequested => "order_revision_requested",
            Self::OrderExtensionRequested => "order_extension_requested",
            Self::OrderCancellationRequested => "order_cancellation_requested",
            Self::OrderCompleted => "order_completed",
            Self::OrderCancelled => "order_cancelled",
            Self::OrderDisputed => "order_disputed",
            Self::OrderResolved => "order_resolved",
            Self::ReviewReceived => "review_received",
            Self::GigApproved => "gig_approved",
            Self::GigRejected => "gig_rejected",
            Self::ProfileSuspended => "profile_suspended",
            Self::ProfileRestored => "profile_restored",
            Self::PayoutCompleted => "payout_completed",
            Self::Test => "test",
        }
    }

    /// The kind of a name, if it is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What its id stands for.
    pub const fn about(self) -> About {
        match self {
            Self::VerifyAddress | Self::AlreadyRegistered | Self::Welcome | Self::PasswordReset | Self::Test => {
                About::Account
            }
            Self::PaymentFailed | Self::PaymentRefunded | Self::InvoiceIssued => About::Payment,
            Self::OfferReceived | Self::OfferAccepted | Self::OfferRejected => About::Offer,
            Self::OrderFunded
            | Self::OrderDelivered
            | Self::OrderCompletionNear
            | Self::OrderRevisionRequested
            | Self::OrderExtensionRequested
            | Self::OrderCancellationRequested
            | Self::OrderCompleted
            | Self::OrderCancelled
            | Self::OrderDisputed
            | Self::OrderResolved
            // One reads it with the work it is about.
            | Self::ReviewReceived => About::Order,
            Self::GigApproved | Self::GigRejected => About::Gig,
            Self::ProfileSuspended | Self::ProfileRestored => About::Profile,
            Self::PayoutCompleted => About::Payout,
            Self::VerificationApproved | Self::VerificationRejected | Self::VerificationExpiring => About::Verification,
            _ => About::Booking,
        }
    }

    /// Whether it is told to the person whose time is booked, not to who booked it.
    pub const fn is_for_host(self) -> bool {
        matches!(
            self,
            Self::BookingHostConfirmed
                | Self::BookingHostRescheduled
                | Self::BookingHostCancelled
                | Self::BookingHostRefunded
                | Self::BookingHostObjected
                | Self::BookingHostObjectionOver
                | Self::BookingHostReviewed
        )
    }

    /// Whether its mail carries a link that opens an account.
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::VerifyAddress | Self::PasswordReset)
    }

    /// Whether it goes out on a channel.
    pub const fn on(self, channel: Channel) -> Use {
        match (self, channel) {
            (Self::VerifyAddress | Self::AlreadyRegistered | Self::PasswordReset | Self::Test, Channel::Mail) => {
                Use::Always
            }
            (Self::VerifyAddress | Self::AlreadyRegistered | Self::PasswordReset | Self::Test, Channel::InApp) => {
                Use::Never
            }
            (Self::BookingNoShow | Self::InvoiceIssued, Channel::Mail) => Use::Off,
            _ => Use::On,
        }
    }
}

impl Channel {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Mail, Self::InApp];

    /// Its name on the wire and in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::InApp => "in_app",
        }
    }
}

impl Use {
    /// Whether somebody who chose so, or did not choose, is told.
    pub fn applies(self, chosen: Option<bool>) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::On => chosen.unwrap_or(true),
            Self::Off => chosen.unwrap_or(false),
        }
    }

    /// Whether a person may choose.
    pub const fn is_choice(self) -> bool {
        matches!(self, Self::On | Self::Off)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_and_are_those_of_the_wire() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_name(kind.name()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
        for channel in Channel::ALL {
            assert_eq!(serde_json::to_value(channel).unwrap(), channel.name());
        }
    }

    #[test]
    fn what_opens_an_account_is_never_switched_off() {
        for kind in Kind::ALL.into_iter().filter(|kind| kind.is_secret()) {
            assert!(kind.on(Channel::Mail).applies(Some(false)), "{kind:?}");
            assert!(!kind.on(Channel::InApp).applies(Some(true)), "{kind:?}");
        }
        assert!(!Kind::InvoiceIssued.on(Channel::Mail).applies(None));
        assert!(Kind::InvoiceIssued.on(Channel::Mail).applies(Some(true)));
    }
}
