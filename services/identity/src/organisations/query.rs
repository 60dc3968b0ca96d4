use plaza_core::{Actor, Cx, Fault};
use plaza_identity_api::{OrgCard, OrgRef};

use super::http::OrganisationView;
use super::store;
use crate::app::App;
use crate::error::{Error, Result};

/// The organisation of a reference, if there is one.
///
/// # Errors
/// As the database fails.
pub async fn find(app: &App, wanted: &OrgRef) -> Result<Option<OrgCard>> {
    let pool = app.db.pool();
    Ok(match wanted {
        OrgRef::Id(id) => store::by_id(pool, *id).await?,
        OrgRef::Slug(slug) => store::by_slug(pool, slug).await?,
        OrgRef::Default => store::oldest(pool).await?,
    }
    .map(OrgCard::from))
}

/// The context's organisation.
///
/// # Errors
/// [`Error::NoSuchOrganisation`] when it is gone.
pub async fn current(app: &App, cx: &Cx) -> Result<OrganisationView, Fault> {
    let org = store::by_id(app.db.pool(), cx.org()?).await?.ok_or(Error::NoSuchOrganisation)?;
    let roles = if matches!(cx.actor, Actor::User { .. }) { cx.roles.0.clone() } else { Vec::new() };
    Ok(OrganisationView { id: org.id, slug: org.slug, name: org.name, demo: org.demo, roles })
}
