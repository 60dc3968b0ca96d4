//! The other services, played.

use std::sync::Mutex;

use async_trait::async_trait;
use plaza_core::{Cx, Result};
use plaza_orders_api::{DisputeCard, OfferCard, OfferId, OrderCard, OrderId, Orders};
use plaza_settings_api::{OrgSettings, Settings};

/// Settings: the defaults.
pub struct Defaults;

/// Orders: those in the list.
#[derive(Default)]
pub struct Work(pub Mutex<Vec<OrderCard>>);

#[async_trait]
impl Orders for Work {
    async fn order(&self, cx: &Cx, id: OrderId) -> Result<Option<OrderCard>> {
        Ok(self.0.lock().unwrap().iter().find(|card| card.id == id && Some(card.org_id) == cx.org).cloned())
    }
    async fn offer(&self, _: &Cx, _: OfferId) -> Result<Option<OfferCard>> {
        Ok(None)
    }
    async fn dispute(&self, _: &Cx, _: OrderId) -> Result<Option<DisputeCard>> {
        Ok(None)
    }
}

#[async_trait]
impl Settings for Defaults {
    async fn settings(&self, _: &Cx, (): ()) -> Result<OrgSettings> {
        Ok(OrgSettings::default())
    }
    async fn feature(&self, _: &Cx, _: String) -> Result<bool> {
        Ok(true)
    }
}
