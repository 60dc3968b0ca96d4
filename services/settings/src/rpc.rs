//! What other services ask of settings.

use plaza_core::{Cx, Result};
use plaza_settings_api::{OrgSettings, Settings};

use crate::app::App;
use crate::{features, settings};

#[async_trait::async_trait]
impl Settings for App {
    // What happens outside any organisation goes by the defaults.
    async fn settings(&self, cx: &Cx, (): ()) -> Result<OrgSettings> {
        match cx.org {
            Some(org) => Ok(settings::command::read(self, org).await?),
            None => Ok(OrgSettings::default()),
        }
    }

    async fn feature(&self, cx: &Cx, key: String) -> Result<bool> {
        features::command::is_on(self, cx, &key).await
    }
}
