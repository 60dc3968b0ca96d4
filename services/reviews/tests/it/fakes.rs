//! The other services, played.

use std::sync::Mutex;

use async_trait::async_trait;
use plaza_core::{Cx, Fault, Instant, Locale, Result, Role, UserId};
use plaza_identity_api::{DemoOrg, Identity, MailLink, MailSecret, OrgCard, OrgRef, SeedDemo, UserCard};
use plaza_orders_api::{DisputeCard, OfferCard, OfferId, OrderCard, OrderId, Orders};
use plaza_settings_api::{OrgSettings, Settings};
use serde_json::{Value, json};
use uuid::Uuid;

/// Identity: everybody is called the same.
pub struct People;
/// Settings: the defaults.
pub struct Defaults;

#[async_trait]
impl Identity for People {
    async fn jwks(&self, _: &Cx, (): ()) -> Result<Value> {
        Ok(json!({}))
    }
    async fn organisation(&self, _: &Cx, _: OrgRef) -> Result<Option<OrgCard>> {
        Ok(None)
    }
    async fn users(&self, _: &Cx, ids: Vec<UserId>) -> Result<Vec<UserCard>> {
        let card = |id| UserCard {
            id,
            email: "inigo@example.org".into(),
            name: "Íñigo Muñoz".into(),
            locale: Locale::Es,
            verified: true,
        };
        Ok(ids.into_iter().map(card).collect())
    }
    async fn people_with_role(&self, _: &Cx, _: Role) -> Result<Vec<UserId>> {
        Ok(Vec::new())
    }
    async fn mail_link(&self, _: &Cx, _: MailLink) -> Result<Option<MailSecret>> {
        Ok(None)
    }
    async fn revoked_sessions(&self, _: &Cx, _: Instant) -> Result<Vec<Uuid>> {
        Ok(Vec::new())
    }
    async fn seed_demo(&self, _: &Cx, _: SeedDemo) -> Result<DemoOrg> {
        Err(Fault::internal())
    }
}

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
