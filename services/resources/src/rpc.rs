//! What other services ask.

use plaza_core::{Cx, Result};
use plaza_resources_api::{DemoPlaces, FreeResources, OfferPerson, ResourceCard, ResourceId, Resources, Similar};

use crate::app::App;
use crate::{person, search, seed, similar};

#[async_trait::async_trait]
impl Resources for App {
    async fn resource(&self, cx: &Cx, id: ResourceId) -> Result<Option<ResourceCard>> {
        let catalogue = self.catalogue.of(cx.org()?).await?;
        Ok(catalogue.get(id).map(|listed| listed.card.clone()))
    }

    async fn resources(&self, cx: &Cx, ids: Vec<ResourceId>) -> Result<Vec<ResourceCard>> {
        let catalogue = self.catalogue.of(cx.org()?).await?;
        Ok(ids.into_iter().filter_map(|id| catalogue.get(id)).map(|listed| listed.card.clone()).collect())
    }

    async fn similar(&self, cx: &Cx, request: Similar) -> Result<Vec<ResourceCard>> {
        Ok(similar::similar(self, cx, request).await?)
    }

    async fn offer_person(&self, cx: &Cx, request: OfferPerson) -> Result<ResourceCard> {
        Ok(person::offer(self, cx, request).await?)
    }

    async fn free(&self, cx: &Cx, request: FreeResources) -> Result<Vec<ResourceId>> {
        Ok(search::which_free(self, cx, &request.resources, request.slot).await?)
    }

    async fn seed_demo(&self, cx: &Cx, request: DemoPlaces) -> Result<Vec<ResourceId>> {
        Ok(seed::seed(self, cx, request).await?)
    }
}
