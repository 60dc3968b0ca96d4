//! An organisation with a photographer, and who looks for one.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::http::Method;
use plaza_core::{Cx, OrgId};
use plaza_gigs::audit;
use plaza_professionals_api::{ProfessionalCard, ProfessionalId, ProfileStatus, professionals_router};
use plaza_settings_api::settings_router;
use plaza_testkit::people::{manager, member, visitor};
use plaza_testkit::stage::{Answer, Stage};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::fakes::{FakeProfessionals, FakeSettings};

pub struct World {
    pub stage: Stage,
    pub folder: TempDir,
    pub professionals: Arc<FakeProfessionals>,
    pub settings: Arc<FakeSettings>,
    pub org: OrgId,
    /// Sells.
    pub lucia: Cx,
    /// Looks.
    pub olivia: Cx,
    pub nobody: Cx,
    pub boss: Cx,
}

impl World {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (professionals, settings) = (Arc::new(FakeProfessionals::default()), Arc::new(FakeSettings::default()));
        let stage = Stage::of(plaza_gigs::service())
            .fake("professionals", professionals_router(professionals.clone()))
            .fake("settings", settings_router(settings.clone()))
            .config("PLAZA_GIGS_FOLDER", folder.path().to_str().unwrap())
            .start()
            .await;
        let org = OrgId::new();
        let world = Self {
            stage,
            folder,
            professionals,
            settings,
            org,
            lucia: member(org),
            olivia: member(org),
            nobody: visitor(org),
            boss: manager(org),
        };
        world.profile(&world.lucia, "Lucía Prat", ProfileStatus::Published);
        world
    }

    /// A world where gigs are found without an operator.
    pub async fn unmoderated() -> Self {
        let world = Self::new().await;
        world.settings.unmoderated.store(true, Ordering::SeqCst);
        world
    }

    /// Gives somebody a profile, or changes it.
    pub fn profile(&self, who: &Cx, name: &str, status: ProfileStatus) -> ProfessionalCard {
        let user_id = who.user().unwrap();
        let mut all = self.professionals.cards.lock().unwrap();
        let known = all.iter().find(|card| card.user_id == user_id).map(|card| card.id);
        all.retain(|card| card.user_id != user_id);
        let card = ProfessionalCard {
            id: known.unwrap_or_else(ProfessionalId::new),
            org_id: who.org.unwrap(),
            user_id,
            name: name.to_owned(),
            headline: "Fotografía".to_owned(),
            status,
            verified: false,
            avatar: None,
        };
        all.push(card.clone());
        card
    }

    pub async fn create(&self, who: &Cx, body: Value) -> Value {
        self.stage.post(who, "/gigs", body).await.expect(201)
    }

    /// A published gig; where gigs are moderated, an operator has seen it.
    pub async fn published(&self, who: &Cx, body: Value) -> Value {
        let gig = self.create(who, body).await;
        let submitted = self.act(who, &gig, "submit").await.expect(200);
        if submitted["status"] == "published" { submitted } else { self.approve(&submitted).await.expect(200) }
    }

    pub async fn act(&self, who: &Cx, gig: &Value, verb: &str) -> Answer {
        self.stage.post(who, &format!("/gigs/{}/{verb}", id(gig)), json!({})).await
    }

    pub async fn approve(&self, gig: &Value) -> Answer {
        let path = format!("/operations/gigs/{}/approve", id(gig));
        self.stage.post(&self.boss, &path, json!({"version": gig["version"]})).await
    }

    pub async fn reject(&self, gig: &Value, reason: &str) -> Answer {
        self.stage.post(&self.boss, &format!("/operations/gigs/{}/reject", id(gig)), json!({"reason": reason})).await
    }

    pub async fn show(&self, who: &Cx, gig: &Value) -> Answer {
        self.stage.get(who, &format!("/gigs/{}", id(gig))).await
    }

    pub async fn change(&self, who: &Cx, gig: &Value, body: Value) -> Answer {
        self.stage.put(who, &format!("/gigs/{}", id(gig)), body).await
    }

    pub async fn picture(&self, who: &Cx, gig: &Value, file: Vec<u8>) -> Answer {
        self.stage.send_bytes(who, Method::POST, &format!("/gigs/{}/images", id(gig)), "image/jpeg", file).await
    }

    /// Titles that a search finds, in order.
    pub async fn titles(&self, query: &str) -> Vec<String> {
        let found = self.stage.get(&self.nobody, &format!("/gigs?{query}")).await.expect(200);
        found["items"].as_array().unwrap().iter().map(|gig| gig["title"].as_str().unwrap().to_owned()).collect()
    }

    pub async fn sound(&self) {
        let found = audit::check(self.stage.pool().clone()).await.unwrap();
        assert!(found.is_empty(), "{found:#?}");
    }
}

pub fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

pub fn euros(amount: i64) -> Value {
    json!({"amount": amount, "currency": "EUR"})
}

/// A gig at a price, delivered in some days.
pub fn gig(title: &str, price: i64, days: u32) -> Value {
    json!({
        "title": title, "description": "Fotografías retocadas, entregadas en una galería privada.",
        "trade": "photography", "language": "es", "tags": ["retrato"],
        "packages": [{"name": "Básico", "description": "Diez fotos", "price": euros(price), "deliveryDays": days, "revisions": 1}],
        "extras": [{"name": "Más fotos", "price": euros(500)}],
        "questions": [{"text": "¿Para qué son las fotos?", "required": true}],
    })
}

/// The body that says the same again.
pub fn same(view: &Value) -> Value {
    let mut body = json!({});
    for name in ["title", "description", "trade", "language", "tags", "packages", "extras", "questions", "version"] {
        body[name] = view[name].clone();
    }
    body
}
