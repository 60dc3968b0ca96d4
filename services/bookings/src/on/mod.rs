//! What bookings do when others tell of something.

mod catalogue_changed;
mod payment_settled;
mod settings_changed;

pub use catalogue_changed::CatalogueChanged;
pub use payment_settled::PaymentSettled;
pub use settings_changed::SettingsChanged;

/// Every event these listen to, for the service's declaration.
pub const LISTENS: &[&str] = &[
    "payments.payment.completed.v1",
    "payments.payment.failed.v1",
    "payments.payment.refunded.v1",
    "resources.resource.updated.v1",
    "resources.resource.archived.v1",
    "settings.setting.changed.v1",
];
