//! Verification as other services see it.

use async_trait::async_trait;
use plaza_core::{Cx, Result, UserId};
use plaza_verification_api::{Standing, Verification};

use crate::app::App;
use crate::record;

#[async_trait]
impl Verification for App {
    async fn standing(&self, cx: &Cx, user: UserId) -> Result<Option<Standing>> {
        let case = record::of_user(self.db.pool(), cx.org()?, user).await?;
        Ok(case.map(|case| Standing { user_id: case.user_id, status: case.status, valid_until: case.valid_until }))
    }
}
