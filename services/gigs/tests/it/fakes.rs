//! The other services, played: profiles from a list, settings that a test turns.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use async_trait::async_trait;
use plaza_core::{Cx, Fault, Result, UserId};
use plaza_professionals_api::{DemoProfessional, DemoProfessionals, ProfessionalCard, ProfessionalId, Professionals};
use plaza_settings_api::{HiringSettings, OrgSettings, Settings};

/// The trades there are.
const TRADES: [&str; 3] = ["photography", "video", "graphic-design"];

#[derive(Default)]
pub struct FakeProfessionals {
    pub cards: Mutex<Vec<ProfessionalCard>>,
    /// Whether what trades there are is told.
    pub mute: AtomicBool,
    /// How often it was asked.
    pub asked: AtomicUsize,
}

#[async_trait]
impl Professionals for FakeProfessionals {
    async fn professional(&self, cx: &Cx, id: ProfessionalId) -> Result<Option<ProfessionalCard>> {
        Ok(self.cards.lock().unwrap().iter().find(|card| card.id == id && Some(card.org_id) == cx.org).cloned())
    }

    async fn of_user(&self, cx: &Cx, user: UserId) -> Result<Option<ProfessionalCard>> {
        Ok(self.cards.lock().unwrap().iter().find(|card| card.user_id == user && Some(card.org_id) == cx.org).cloned())
    }

    async fn trades(&self, _: &Cx, (): ()) -> Result<Vec<String>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        if self.mute.load(Ordering::SeqCst) {
            return Err(Fault::unavailable("database.unreachable", "Not now."));
        }
        Ok(TRADES.map(str::to_owned).to_vec())
    }

    async fn seed_demo(&self, _: &Cx, _: DemoProfessionals) -> Result<Vec<DemoProfessional>> {
        Ok(Vec::new())
    }
}

/// Gigs are moderated until the test says otherwise.
#[derive(Default)]
pub struct FakeSettings {
    pub unmoderated: AtomicBool,
}

#[async_trait]
impl Settings for FakeSettings {
    async fn settings(&self, _: &Cx, (): ()) -> Result<OrgSettings> {
        let moderate_gigs = !self.unmoderated.load(Ordering::SeqCst);
        Ok(OrgSettings {
            hiring: HiringSettings { moderate_gigs, ..HiringSettings::default() },
            ..OrgSettings::default()
        })
    }

    async fn feature(&self, _: &Cx, _: String) -> Result<bool> {
        Ok(true)
    }
}
