use plaza_core::{Actor, Cx, Fault, OrgId};
use plaza_settings_api::events::FeatureChanged;

use super::http::TurnFeature;
use super::store;
use crate::app::App;
use crate::domain::feature::{self, Feature};
use crate::error::{Error, Result};

/// All features: the known ones, as the organisation turned them or as they are by default, and its own.
///
/// # Errors
/// As the database fails.
pub async fn list(app: &App, org: OrgId) -> Result<Vec<Feature>> {
    let mut all = feature::known();
    for turned in store::list(app.db.pool(), org).await?.into_iter().map(Feature::from) {
        match all.iter_mut().find(|known| known.key == turned.key) {
            Some(known) => *known = turned,
            None => all.push(turned),
        }
    }
    all.sort_by(|one, other| one.key.cmp(&other.key));
    Ok(all)
}

/// Turns a feature.
///
/// # Errors
/// [`Error::NoFeatureName`], [`Error::Field`].
pub async fn turn(app: &App, cx: &Cx, key: &str, request: &TurnFeature) -> Result<Feature, Fault> {
    let org = cx.org()?;
    check(key, request)?;
    let mut tx = app.db.begin(cx).await?;
    let base = feature::default_of(key);
    let turned =
        store::set(&mut tx, org, request.enabled, request.share, request.description.as_deref(), &base).await?;
    let turned = Feature::from(turned);
    tx.emit(&FeatureChanged { org_id: org.uuid(), key: key.to_owned(), enabled: turned.enabled, share: turned.share });
    tx.commit().await?;
    Ok(turned)
}

/// Whether a feature is on for the context.
///
/// # Errors
/// As the database fails.
pub async fn is_on(app: &App, cx: &Cx, key: &str) -> Result<bool, Fault> {
    let turned = store::get(app.db.pool(), cx.org()?, key).await?;
    let feature = turned.map_or_else(|| feature::default_of(key), Feature::from);
    let user = match cx.actor {
        Actor::User { id, .. } => Some(id),
        _ => None,
    };
    Ok(feature::is_on(&feature, user))
}

fn check(key: &str, request: &TurnFeature) -> Result<()> {
    if !feature::is_name(key) {
        return Err(Error::NoFeatureName);
    }
    if request.share.is_some_and(|share| share > 100) {
        return Err(Error::field("share", "must be 0 to 100 percent"));
    }
    if request.description.as_ref().is_some_and(|text| text.chars().count() > 300) {
        return Err(Error::field("description", "must be at most 300 characters"));
    }
    Ok(())
}
