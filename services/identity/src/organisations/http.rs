use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::{OrgId, Page, Role};
use plaza_web::{Body, Caller, Created, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{command, query};
use crate::account::{self, Membership};
use crate::app::App;

/// An organisation and what the caller is in it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganisationView {
    /// Its id.
    pub id: OrgId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// Whether it is the demo.
    pub demo: bool,
    /// The caller's roles there.
    pub roles: Vec<Role>,
}

impl From<Membership> for OrganisationView {
    fn from(membership: Membership) -> Self {
        let roles = membership.roles();
        Self { id: membership.org_id, slug: membership.slug, name: membership.name, demo: membership.demo, roles }
    }
}

/// Makes an organisation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateOrganisation {
    /// Its name for people.
    pub name: String,
    /// Its name in addresses: 2 to 40 lower-case letters, digits and hyphens.
    pub slug: String,
}

/// Makes an organisation whose admin I am. Refresh or switch to get a token for it.
#[utoipa::path(post, path = "/organisations", tag = "organisations", request_body = CreateOrganisation, responses((status = 201, body = OrganisationView)), security(("bearer" = [])))]
pub async fn create(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Body(request): Body<CreateOrganisation>,
) -> Reply<Created<OrganisationView>> {
    Ok(Created(command::create(&app, &cx, &request).await?))
}

/// The organisations I belong to, the first one first.
#[utoipa::path(get, path = "/organisations", tag = "organisations", responses((status = 200, body = Page<OrganisationView>)), security(("bearer" = [])))]
pub async fn mine(State(app): State<Arc<App>>, SignedIn(cx): SignedIn) -> Reply<Json<Page<OrganisationView>>> {
    let items = account::memberships(app.db.pool(), cx.user()?).await?;
    Ok(Json(Page { items: items.into_iter().map(OrganisationView::from).collect(), next: None }))
}

/// The organisation this request sees.
#[utoipa::path(get, path = "/organisations/current", tag = "organisations", responses((status = 200, body = OrganisationView)))]
pub async fn current(State(app): State<Arc<App>>, Caller(cx): Caller) -> Reply<Json<OrganisationView>> {
    Ok(Json(query::current(&app, &cx).await?))
}
