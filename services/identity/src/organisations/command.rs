use plaza_core::{Cx, Fault, OrgId, Role};
use plaza_identity_api::events::OrganisationCreated;

use super::http::{CreateOrganisation, OrganisationView};
use super::store;
use crate::account;
use crate::app::App;
use crate::domain::{person, slug};
use crate::error::Error;
use crate::sessions::http::current;

/// Makes an organisation with the caller as its admin. A session without an organisation sees it from its next token on.
///
/// # Errors
/// [`Error::SlugTaken`], [`Error::Field`].
pub async fn create(app: &App, cx: &Cx, request: &CreateOrganisation) -> Result<OrganisationView, Fault> {
    let user_id = cx.user()?;
    let name = person::name("name", &request.name)?;
    slug::check(&request.slug)?;
    let view =
        OrganisationView { id: OrgId::new(), slug: request.slug.clone(), name, demo: false, roles: vec![Role::Admin] };
    let mut tx = app.db.begin(cx).await?;
    store::insert(&mut tx, view.id, &view.slug, &view.name, false)
        .await
        .map_err(|error| if error.is_constraint("organisations_slug") { Error::SlugTaken } else { error.into() })?;
    account::join(&mut tx, view.id, user_id, Role::Admin).await?;
    store::see(&mut tx, current(cx), view.id).await?;
    tx.emit_in(Some(view.id), &OrganisationCreated { org_id: view.id, user_id });
    tx.answer(201, &view);
    tx.commit().await?;
    Ok(view)
}
