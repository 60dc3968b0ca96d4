//! An organisation, its people, and the neighbours played by fakes.

use std::sync::{Arc, Mutex};

use plaza_core::{Cx, Fault, OrgId, Result};
use plaza_identity_api::identity_router;
use plaza_identity_played::PlayedIdentity;
use plaza_professionals_api::ProfessionalsClient;
use plaza_resources_api::{
    Audience, CancellationPolicy, DemoPlaces, FreeResources, LocationId, OfferPerson, Rates, ResourceCard, ResourceId,
    ResourceKind, Resources, Similar, Tax, UnitId, resources_router,
};
use plaza_testkit::people::{admin, member};
use plaza_testkit::stage::{Answer, Stage};
use serde_json::{Value, json};

/// Resources that keep what they are offered, and know who is taken.
#[derive(Default)]
pub struct FakeResources {
    pub offered: Mutex<Vec<(OfferPerson, ResourceId)>>,
    pub taken: Mutex<Vec<ResourceId>>,
    pub down: Mutex<bool>,
    pub asked: Mutex<usize>,
}

#[async_trait::async_trait]
impl Resources for FakeResources {
    async fn resource(&self, _: &Cx, _: ResourceId) -> Result<Option<ResourceCard>> {
        Ok(None)
    }
    async fn resources(&self, _: &Cx, _: Vec<ResourceId>) -> Result<Vec<ResourceCard>> {
        Ok(Vec::new())
    }
    async fn similar(&self, _: &Cx, _: Similar) -> Result<Vec<ResourceCard>> {
        Ok(Vec::new())
    }
    async fn offer_person(&self, cx: &Cx, asked: OfferPerson) -> Result<ResourceCard> {
        let mut offered = self.offered.lock().unwrap();
        let known = offered.iter().position(|(person, _)| person.user == asked.user);
        let id = known.map_or_else(ResourceId::new, |at| offered.remove(at).1);
        offered.push((asked.clone(), id));
        Ok(ResourceCard {
            id,
            org_id: cx.org()?,
            location_id: LocationId::new(),
            name: asked.name,
            location_name: asked.city.clone(),
            address: asked.city,
            kind: ResourceKind::Person,
            host: Some(asked.user),
            active: asked.active && asked.shown,
            capacity: 1,
            units: vec![UnitId::new()],
            time_zone: asked.time_zone,
            hours: asked.hours,
            rules: asked.rules,
            rates: Rates { per_hour: asked.per_hour, ..Rates::default() },
            currency: "EUR".parse().unwrap(),
            tax: Tax::default(),
            audience: Audience::Everyone,
            cancellation: CancellationPolicy::default(),
            version: 1,
            updated_at: "2026-01-01T00:00:00Z".parse().unwrap(),
        })
    }
    async fn free(&self, _: &Cx, asked: FreeResources) -> Result<Vec<ResourceId>> {
        if *self.down.lock().unwrap() {
            return Err(Fault::unavailable("tests.down", "down"));
        }
        *self.asked.lock().unwrap() += asked.resources.len();
        let taken = self.taken.lock().unwrap();
        Ok(asked.resources.into_iter().filter(|id| !taken.contains(id)).collect())
    }
    async fn seed_demo(&self, _: &Cx, _: DemoPlaces) -> Result<Vec<ResourceId>> {
        Ok(Vec::new())
    }
}

/// The stage, the fakes, the organisation and two of its people.
pub struct World {
    pub stage: Stage,
    pub resources: Arc<FakeResources>,
    pub identity: Arc<PlayedIdentity>,
    pub org: OrgId,
    pub ana: Cx,
    pub boss: Cx,
    _pictures: tempfile::TempDir,
}

impl World {
    /// An organisation without professionals.
    pub async fn new() -> Self {
        let resources = Arc::new(FakeResources::default());
        let identity = Arc::new(PlayedIdentity::everybody("Ana Soler", "ana@example.com"));
        let pictures = tempfile::tempdir().unwrap();
        let stage = Stage::of(plaza_professionals::service())
            .fake("identity", identity_router(identity.clone()))
            .fake("resources", resources_router(resources.clone()))
            .config("PLAZA_PROFESSIONALS_PICTURES_DIR", pictures.path().to_str().unwrap())
            .start()
            .await;
        let org = OrgId::new();
        Self { stage, resources, identity, org, ana: member(org), boss: admin(org), _pictures: pictures }
    }

    /// A client of the service.
    pub fn client(&self) -> ProfessionalsClient {
        self.stage.client()
    }

    /// Publishes a profile of somebody; answers it.
    pub async fn publish(&self, who: &Cx, change: impl FnOnce(&mut Sketch)) -> Value {
        let mut sketch = Sketch::default();
        change(&mut sketch);
        let Sketch { body, trades, place } = sketch;
        self.stage.post(who, "/professionals/me", body).await.expect(201);
        self.stage.put(who, "/professionals/me/trades", json!({ "trades": trades })).await.expect(200);
        self.stage.put(who, "/professionals/me/location", place).await.expect(200);
        self.stage.put(who, "/professionals/me/status", json!({"status": "published"})).await.expect(200)
    }

    /// Follows the table, then searches as a visitor.
    pub async fn search(&self, query: &str) -> Answer {
        self.stage.settle().await;
        let visitor = plaza_testkit::people::visitor(self.org);
        self.stage.get(&visitor, &format!("/search/professionals?{query}")).await
    }

    /// The names found, in order.
    pub async fn found(&self, query: &str) -> Vec<String> {
        names(&self.search(query).await.expect(200))
    }

    /// Nothing may be wrong with the tables.
    pub async fn sound(&self) {
        let found = plaza_professionals::check(self.stage.pool().clone()).await.unwrap();
        assert!(found.is_empty(), "{found:#?}");
    }
}

/// A profile to publish.
pub struct Sketch {
    pub body: Value,
    pub trades: Value,
    pub place: Value,
}

impl Default for Sketch {
    fn default() -> Self {
        Self {
            body: profile(),
            trades: json!([{"slug": "photographer", "years": 12}]),
            place: json!({"city": "Madrid", "country": "ES", "latitude": 40.4168, "longitude": -3.7038}),
        }
    }
}

/// A profile that can be published once it has trades and a place.
pub fn profile() -> Value {
    json!({
        "headline": "Retratos con luz natural",
        "about": "Llevo doce años fotografiando a personas en sus casas y en la calle.",
        "languages": [{"code": "es", "level": "native"}, {"code": "en", "level": "fluent"}],
        "hourlyFrom": {"amount": 4500, "currency": "EUR"}
    })
}

/// Names in the order of a list.
pub fn names(page: &Value) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|item| item["displayName"].as_str().unwrap().to_owned()).collect()
}
