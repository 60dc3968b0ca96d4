//! Which organisation a request sees: its token's, the one it names, or the default.

use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;
use plaza_core::{Cx, Fault, OrgId, Result};
use plaza_identity_api::{Identity, OrgRef};

/// Header that names an organisation by id or slug.
pub const HEADER: &str = "x-plaza-organisation";

/// Looks organisations up and remembers them for a while.
pub struct Organisations {
    identity: Arc<dyn Identity>,
    known: Cache<OrgRef, OrgId>,
}

impl Organisations {
    /// Asks `identity`.
    pub fn new(identity: Arc<dyn Identity>, remember: Duration) -> Self {
        Self { identity, known: Cache::builder().max_capacity(10_000).time_to_live(remember).build() }
    }

    /// The organisation of a header's text; refuses one that does not exist.
    ///
    /// # Errors
    /// 404 for an unknown one; as identity fails.
    pub async fn named(&self, text: &str) -> Result<OrgId> {
        let by_id = text.parse().map(OrgRef::Id);
        let found = self.find(by_id.unwrap_or_else(|_| OrgRef::Slug(text.to_owned()))).await?;
        found.ok_or_else(|| {
            Fault::not_found(
                "org.not_found",
                format!("There is no organisation '{text}'. Send its id or slug in the header 'X-Plaza-Organisation'."),
            )
        })
    }

    /// The default organisation; none in an empty installation.
    ///
    /// # Errors
    /// As identity fails.
    pub async fn default(&self) -> Result<Option<OrgId>> {
        self.find(OrgRef::Default).await
    }

    async fn find(&self, reference: OrgRef) -> Result<Option<OrgId>> {
        if let Some(known) = self.known.get(&reference).await {
            return Ok(Some(known));
        }
        let found =
            self.identity.organisation(&Cx::service("gateway", None), reference.clone()).await?.map(|card| card.id);
        if let Some(id) = found {
            self.known.insert(reference, id).await;
        }
        Ok(found)
    }
}
