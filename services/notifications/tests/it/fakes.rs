//! The other services, played: people, bookings and rooms from lists.

use std::sync::Mutex;

use async_trait::async_trait;
use plaza_bookings_api::{BookingCard, BookingId, Bookings, DemoBookings, PayBooking, WhichFree};
use plaza_core::{Cx, Fault, OrgId, Result, UserId};
use plaza_gigs_api::{DemoGigs, GigCard, GigId, Gigs};
use plaza_identity_api::OrgCard;
use plaza_orders_api::{DisputeCard, OfferCard, OfferId, OrderCard, OrderId, Orders};
use plaza_professionals_api::{DemoProfessional, DemoProfessionals, ProfessionalCard, ProfessionalId, Professionals};
use plaza_resources_api::{
    DemoPlaces, FreeResources, OfferPerson, ResourceCard, ResourceId, Resources, Similar, UnitId,
};
use plaza_settings_api::{OrgSettings, Settings};

/// Bookings from a list, each in its own organisation.
#[derive(Default)]
pub struct FakeBookings(pub Mutex<Vec<BookingCard>>);

impl FakeBookings {
    /// Changes a booking as its service would.
    pub fn change(&self, id: BookingId, change: impl FnOnce(&mut BookingCard)) -> BookingCard {
        let mut all = self.0.lock().unwrap();
        let card = all.iter_mut().find(|card| card.id == id).expect("a booking");
        change(card);
        card.version += 1;
        card.clone()
    }
}

#[async_trait]
impl Bookings for FakeBookings {
    async fn booking(&self, cx: &Cx, id: BookingId) -> Result<Option<BookingCard>> {
        Ok(self.0.lock().unwrap().iter().find(|card| card.id == id && Some(card.org_id) == cx.org).cloned())
    }

    async fn which_free(&self, _: &Cx, _: WhichFree) -> Result<Vec<UnitId>> {
        Ok(Vec::new())
    }

    async fn pay(&self, _: &Cx, _: PayBooking) -> Result<BookingCard> {
        Err(Fault::internal())
    }

    async fn seed_demo(&self, _: &Cx, _: DemoBookings) -> Result<u32> {
        Ok(0)
    }
}

/// Rooms from a list.
#[derive(Default)]
pub struct FakeResources(pub Mutex<Vec<ResourceCard>>);

#[async_trait]
impl Resources for FakeResources {
    async fn resource(&self, cx: &Cx, id: ResourceId) -> Result<Option<ResourceCard>> {
        Ok(self.0.lock().unwrap().iter().find(|card| card.id == id && Some(card.org_id) == cx.org).cloned())
    }

    async fn resources(&self, _: &Cx, _: Vec<ResourceId>) -> Result<Vec<ResourceCard>> {
        Ok(Vec::new())
    }

    async fn similar(&self, _: &Cx, _: Similar) -> Result<Vec<ResourceCard>> {
        Ok(Vec::new())
    }

    async fn offer_person(&self, _: &Cx, _: OfferPerson) -> Result<ResourceCard> {
        Err(Fault::internal())
    }

    async fn free(&self, _: &Cx, _: FreeResources) -> Result<Vec<ResourceId>> {
        Ok(Vec::new())
    }

    async fn seed_demo(&self, _: &Cx, _: DemoPlaces) -> Result<Vec<ResourceId>> {
        Ok(Vec::new())
    }
}

/// Settings with a reminder.
pub struct FakeSettings(pub Mutex<u32>);

#[async_trait]
impl Settings for FakeSettings {
    async fn settings(&self, _: &Cx, (): ()) -> Result<OrgSettings> {
        Ok(OrgSettings { reminder_minutes: *self.0.lock().unwrap(), ..OrgSettings::default() })
    }

    async fn feature(&self, _: &Cx, _: String) -> Result<bool> {
        Ok(true)
    }
}

/// A card of an organisation.
pub fn org_card(id: OrgId, name: &str) -> OrgCard {
    OrgCard { id, slug: name.to_lowercase().replace(' ', "-"), name: name.into(), demo: false }
}

/// Offers and orders from lists.
#[derive(Default)]
pub struct FakeOrders {
    pub offers: Mutex<Vec<OfferCard>>,
    pub orders: Mutex<Vec<OrderCard>>,
}

#[async_trait]
impl Orders for FakeOrders {
    async fn order(&self, _: &Cx, id: OrderId) -> Result<Option<OrderCard>> {
        Ok(self.orders.lock().unwrap().iter().find(|card| card.id == id).cloned())
    }

    async fn offer(&self, _: &Cx, id: OfferId) -> Result<Option<OfferCard>> {
        Ok(self.offers.lock().unwrap().iter().find(|card| card.id == id).cloned())
    }

    async fn dispute(&self, _: &Cx, _: OrderId) -> Result<Option<DisputeCard>> {
        Ok(None)
    }
}

/// Gigs from a list, each in its own organisation.
#[derive(Default)]
pub struct FakeGigs(pub Mutex<Vec<GigCard>>);

#[async_trait]
impl Gigs for FakeGigs {
    async fn gig(&self, cx: &Cx, id: GigId) -> Result<Option<GigCard>> {
        Ok(self.0.lock().unwrap().iter().find(|card| card.id == id && Some(card.org_id) == cx.org).cloned())
    }

    async fn seed_demo(&self, _: &Cx, _: DemoGigs) -> Result<u32> {
        Ok(0)
    }
}

/// Professionals from a list, each in its own organisation.
#[derive(Default)]
pub struct FakeProfessionals(pub Mutex<Vec<ProfessionalCard>>);

#[async_trait]
impl Professionals for FakeProfessionals {
    async fn professional(&self, _: &Cx, _: ProfessionalId) -> Result<Option<ProfessionalCard>> {
        Ok(None)
    }

    async fn of_user(&self, cx: &Cx, user: UserId) -> Result<Option<ProfessionalCard>> {
        Ok(self.0.lock().unwrap().iter().find(|card| card.user_id == user && Some(card.org_id) == cx.org).cloned())
    }

    async fn trades(&self, _: &Cx, (): ()) -> Result<Vec<String>> {
        Ok(Vec::new())
    }

    async fn seed_demo(&self, _: &Cx, _: DemoProfessionals) -> Result<Vec<DemoProfessional>> {
        Ok(Vec::new())
    }
}
