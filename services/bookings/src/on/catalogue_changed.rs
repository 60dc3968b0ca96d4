use plaza_core::{Envelope, Result};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_resources_api::ResourceId;

use crate::catalogue::Catalogue;

/// Forgets a resource that changed, so that the next booking sees it as it is (000-97).
pub struct CatalogueChanged(pub Catalogue);

#[async_trait::async_trait]
impl Handler for CatalogueChanged {
    fn name(&self) -> &'static str {
        "catalogue_changed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &["resources.resource.updated.v1", "resources.resource.archived.v1"]
    }

    async fn handle(&self, _: &mut Tx, event: &Envelope) -> Result<()> {
        if let Some(org) = event.orgid {
            self.0.forget(org, ResourceId(event.subject)).await;
        }
        Ok(())
    }
}
