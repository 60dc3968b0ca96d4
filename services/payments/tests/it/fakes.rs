//! The other services, played.

use async_trait::async_trait;
use plaza_bookings_api::{BookingCard, BookingId, Bookings, DemoBookings, PayBooking, WhichFree};
use plaza_core::{Cx, Fault, Instant, Kind, Money, OrgId, Result};
use plaza_identity_api::OrgCard;
use plaza_identity_played::PlayedIdentity;
use plaza_resources_api::UnitId;
use plaza_settings_api::{InvoiceSettings, OrgSettings, Settings};
use serde_json::json;
use uuid::Uuid;

/// Identity: everybody is the same person, and there is one organisation.
pub fn people_of(org: OrgId) -> PlayedIdentity {
    let identity = PlayedIdentity::everybody("Íñigo Muñoz", "inigo@example.org");
    let card = OrgCard { id: org, slug: "plaza".into(), name: "Plaza Mayor Coworking, S. L.".into(), demo: false };
    identity.orgs.lock().unwrap().push(card);
    identity
}

/// Settings: everybody sells as the same company.
pub struct Shop;
/// Bookings: every booking costs the same.
pub struct Desk;

#[async_trait]
impl Settings for Shop {
    async fn settings(&self, _: &Cx, (): ()) -> Result<OrgSettings> {
        let invoice = InvoiceSettings {
            legal_name: "Plaza Mayor Coworking, S. L.".into(),
            tax_id: "ESB12345678".into(),
            address: "Calle de Alcalá, 123\n28014 Madrid".into(),
            number_prefix: "F".into(),
            footer: "Registro Mercantil de Madrid".into(),
        };
        Ok(OrgSettings { invoice, ..OrgSettings::default() })
    }
    async fn feature(&self, _: &Cx, _: String) -> Result<bool> {
        Ok(true)
    }
}

/// A booking whose id nobody knows is not there; the others answer that they are paid by the payments service later.
#[async_trait]
impl Bookings for Desk {
    async fn booking(&self, _: &Cx, _: BookingId) -> Result<Option<BookingCard>> {
        Ok(None)
    }
    async fn which_free(&self, _: &Cx, _: WhichFree) -> Result<Vec<UnitId>> {
        Ok(Vec::new())
    }
    async fn pay(&self, _: &Cx, request: PayBooking) -> Result<BookingCard> {
        if request.method.token == "tok_declined" {
            return Err(Fault::new(Kind::PaymentRequired, "payments.card_declined", "The card was declined."));
        }
        if request.method.token != "tok_approved" {
            return Err(Fault::not_found("bookings.no_such_booking", "There is no such booking."));
        }
        let slot =
            plaza_core::Slot { start: Instant::UNIX_EPOCH, end: Instant::UNIX_EPOCH + chrono::Duration::hours(1) };
        Ok(serde_json::from_value(json!({
            "id": request.booking, "orgId": Uuid::nil(), "userId": Uuid::nil(), "attendeeIds": [], "resourceId": Uuid::nil(), "unitId": Uuid::nil(),
            "slot": slot, "status": "confirmed", "price": eur(1_210), "paymentId": null, "paymentStatus": "completed", "nextAction": null,
            "holdExpiresAt": null, "refunded": null, "version": 2,
        }))
        .expect("a booking card"))
    }
    async fn seed_demo(&self, _: &Cx, _: DemoBookings) -> Result<u32> {
        Ok(0)
    }
}

pub fn eur(amount: i64) -> Money {
    Money::new(amount, "EUR".parse().unwrap())
}
