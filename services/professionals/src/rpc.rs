//! What other services ask of professionals.

use plaza_core::{Cx, Result, UserId};
use plaza_professionals_api::{DemoProfessional, DemoProfessionals, ProfessionalCard, ProfessionalId, Professionals};
use uuid::Uuid;

use crate::app::App;
use crate::domain::taxonomy::taxonomy;
use crate::error::Error;
use crate::{demo, record};

#[async_trait::async_trait]
impl Professionals for App {
    async fn professional(&self, cx: &Cx, id: ProfessionalId) -> Result<Option<ProfessionalCard>> {
        Ok(card(self, cx, id.uuid()).await?.filter(|card| card.id == id))
    }

    async fn of_user(&self, cx: &Cx, user: UserId) -> Result<Option<ProfessionalCard>> {
        Ok(card(self, cx, user.uuid()).await?.filter(|card| card.user_id == user))
    }

    async fn trades(&self, _: &Cx, (): ()) -> Result<Vec<String>> {
        Ok(taxonomy().trades.iter().map(|trade| trade.named.slug.clone()).collect())
    }

    async fn seed_demo(&self, cx: &Cx, request: DemoProfessionals) -> Result<Vec<DemoProfessional>> {
        Ok(demo::seed(self, cx, request).await?)
    }
}

async fn card(app: &App, cx: &Cx, id: Uuid) -> Result<Option<ProfessionalCard>, Error> {
    let found = record::find(app.db.pool(), cx.org()?, id).await?;
    Ok(found.map(|professional| professional.card(app.clock.now())))
}
