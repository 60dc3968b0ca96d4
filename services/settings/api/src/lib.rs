//! What other services may ask of settings, and the events it publishes.

pub mod events;

use plaza_core::{Currency, Locale, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

plaza_rpc::service! {
    /// Settings, as other services see them.
    pub trait Settings as "settings", client SettingsClient, router settings_router {
        /// The context's organisation's settings, defaults filled in.
        async fn settings(()) -> OrgSettings;
        /// Whether a feature is on for the context's organisation (and user, when it is rolled out by share).
        async fn feature(String) -> bool;
    }
}

/// An organisation's typed settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct OrgSettings {
    /// How long a slot is kept for payment, minutes, 1 to 60.
    pub hold_minutes: u32,
    /// How long a payment under way may take, minutes, 1 to 1440.
    pub payment_minutes: u32,
    /// How long before the start the reminder goes out, minutes, up to 43200; 0 for none.
    pub reminder_minutes: u32,
    /// Language of what nobody chose one for.
    pub locale: Locale,
    /// Currency of new resources.
    #[schema(value_type = String)]
    pub currency: Currency,
    /// Tax of new resources, basis points, 0 to 10000.
    pub tax_basis_points: u32,
    /// Role of who registers: guest, member, client or professional.
    pub registration_role: Role,
    /// Seller on invoices.
    pub invoice: InvoiceSettings,
    /// Terms of hiring.
    pub hiring: HiringSettings,
}

/// Terms of hiring professionals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct HiringSettings {
    /// What the platform keeps of what is released to a professional, basis points, 0 to 5000.
    pub commission_basis_points: u32,
    /// Days of the client's silence after which a delivery counts as accepted, 1 to 60.
    pub auto_complete_days: u32,
    /// How often professionals are paid what is theirs, days, 1 to 31.
    pub payout_days: u32,
    /// Days both sides have to review each other, 1 to 60.
    pub review_days: u32,
    /// Whether gigs wait for an operator before they are shown.
    pub moderate_gigs: bool,
}

impl Default for HiringSettings {
    fn default() -> Self {
        Self {
            commission_basis_points: 1_000,
            auto_complete_days: 7,
            payout_days: 7,
            review_days: 14,
            moderate_gigs: true,
        }
    }
}

/// Who sells, as invoices print it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct InvoiceSettings {
    /// Legal name; the organisation's name when empty.
    pub legal_name: String,
    /// Tax id.
    pub tax_id: String,
    /// Address, lines separated by newlines.
    pub address: String,
    /// Put before every number.
    pub number_prefix: String,
    /// Printed at the foot.
    pub footer: String,
}

impl Default for OrgSettings {
    fn default() -> Self {
        Self {
            hold_minutes: 10,
            payment_minutes: 20,
            reminder_minutes: 60,
            locale: Locale::En,
            currency: Currency::EUR,
            tax_basis_points: 2_100,
            registration_role: Role::Member,
            invoice: InvoiceSettings::default(),
            hiring: HiringSettings::default(),
        }
    }
}
