use plaza_core::{Envelope, Result};
use plaza_db::Tx;
use plaza_events::Handler;

use crate::app::App;

/// Forgets an organisation's times when its settings change.
pub struct SettingsChanged(pub App);

#[async_trait::async_trait]
impl Handler for SettingsChanged {
    fn name(&self) -> &'static str {
        "settings_changed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &["settings.setting.changed.v1"]
    }

    async fn handle(&self, _: &mut Tx, event: &Envelope) -> Result<()> {
        if let Some(org) = event.orgid {
            self.0.forget_settings(org).await;
        }
        Ok(())
    }
}
