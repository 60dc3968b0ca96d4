use plaza_core::{Cx, Fault, OrgId};
use plaza_settings_api::OrgSettings;
use plaza_settings_api::events::SettingChanged;
use serde_json::{Map, Value};

use super::store;
use crate::app::App;
use crate::domain::document;
use crate::error::{Error, Result};

/// An organisation's settings, defaults filled in.
///
/// # Errors
/// As the database fails.
pub async fn read(app: &App, org: OrgId) -> Result<OrgSettings> {
    Ok(document::read(store::rows(app.db.pool(), org).await?))
}

/// Changes what is given and answers all of them.
///
/// # Errors
/// [`Error::Field`] for what is unknown, of another type or out of bounds.
pub async fn change(app: &App, cx: &Cx, wanted: Map<String, Value>) -> Result<OrgSettings, Fault> {
    edit(app, cx, |present| document::merged(present, wanted)).await
}

/// Changes one setting and answers all of them.
///
/// # Errors
/// [`Error::NoSuchSetting`]; [`Error::Field`] for a value of another type or out of bounds.
pub async fn set(app: &App, cx: &Cx, key: &str, value: Value) -> Result<OrgSettings, Fault> {
    edit(app, cx, |present| document::with(present, key, value)).await
}

async fn edit(
    app: &App,
    cx: &Cx,
    wanted: impl FnOnce(&OrgSettings) -> Result<OrgSettings>,
) -> Result<OrgSettings, Fault> {
    let org = cx.org()?;
    let mut tx = app.db.begin(cx).await?;
    store::lock(&mut tx, org).await?;
    let present = document::read(store::rows(&mut *tx, org).await.map_err(Error::from)?);
    let wanted = wanted(&present)?;
    document::check(&wanted)?;
    for (key, value) in document::changes(&present, &wanted) {
        store::set(&mut tx, org, &key, &value).await?;
        tx.emit(&SettingChanged { org_id: org.uuid(), key });
    }
    tx.commit().await?;
    Ok(wanted)
}
