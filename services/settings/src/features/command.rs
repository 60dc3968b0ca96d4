use plaza_core::{Actor, Cx, Fault};
use plaza_settings_api::events::FeatureChanged;

use super::http::TurnFeature;
use super::store::{self, FeatureRow};
use crate::app::App;
use crate::domain::feature::{self, Feature};
use crate::error::{Error, Result};

/// All features: the known ones, as the organisation turned them or as they are by default, and its own.
///
/// # Errors
/// As the database fails.
pub async fn list(app: &App, cx: &Cx) -> Result<Vec<Feature>, Fault> {
    let mut all = feature::known(cx.locale);
    for turned in store::list(app.db.pool(), cx.org()?).await?.into_iter().map(|row| row.feature(cx.locale)) {
        match all.iter_mut().find(|known| known.key == turned.key) {
            Some(known) => *known = turned,
            None => all.push(turned),
        }
    }
    all.sort_by(|one, other| one.key.cmp(&other.key));
    Ok(all)
}

/// Turns a feature; an event tells of it only when somebody may see a difference.
///
/// # Errors
/// [`Error::NoFeatureName`], [`Error::Field`].
pub async fn turn(app: &App, cx: &Cx, key: &str, request: &TurnFeature) -> Result<Feature, Fault> {
    let org = cx.org()?;
    check(key, request)?;
    let mut tx = app.db.begin(cx).await?;
    let before = or_default(store::before(&mut tx, org, key).await?, key, cx);
    let description = request.description.as_deref();
    let after = store::set(&mut tx, org, key, request.enabled, request.share, description).await?.feature(cx.locale);
    if (before.enabled, before.share) != (after.enabled, after.share) {
        tx.emit(&FeatureChanged {
            org_id: org.uuid(),
            key: key.to_owned(),
            enabled: after.enabled,
            share: after.share,
        });
    }
    tx.commit().await?;
    Ok(after)
}

/// Whether a feature is on for the context.
///
/// # Errors
/// As the database fails.
pub async fn is_on(app: &App, cx: &Cx, key: &str) -> Result<bool, Fault> {
    let feature = or_default(store::get(app.db.pool(), cx.org()?, key).await?, key, cx);
    let user = match cx.actor {
        Actor::User { id, .. } => Some(id),
        _ => None,
    };
    Ok(feature::is_on(&feature, user))
}

fn or_default(turned: Option<FeatureRow>, key: &str, cx: &Cx) -> Feature {
    turned.map_or_else(|| feature::default_of(key, cx.locale), |row| row.feature(cx.locale))
}

fn check(key: &str, request: &TurnFeature) -> Result<()> {
    if !feature::is_name(key) {
        return Err(Error::NoFeatureName);
    }
    if request.share.is_some_and(|share| share > 100) {
        return Err(Error::field("share", "must be 0 to 100 percent"));
    }
    if request.description.as_ref().is_some_and(|text| text.chars().count() > 300 || text.chars().any(char::is_control))
    {
        return Err(Error::field("description", "must be one line of at most 300 characters"));
    }
    Ok(())
}
