//! Gigs as other services see them.

use async_trait::async_trait;
use plaza_core::{Cx, Result};
use plaza_gigs_api::{DemoGigs, GigCard, GigId, Gigs};

use crate::app::App;
use crate::{demo, record};

#[async_trait]
impl Gigs for App {
    async fn gig(&self, cx: &Cx, id: GigId) -> Result<Option<GigCard>> {
        Ok(record::find(self.db.pool(), cx.org()?, id).await?.map(record::Gig::card))
    }

    async fn seed_demo(&self, cx: &Cx, request: DemoGigs) -> Result<u32> {
        Ok(demo::seed(self, cx, request).await?)
    }
}
