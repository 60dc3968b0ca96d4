use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::{Instant, Locale, Page, Role, UserId};
use plaza_web::{Admin, Body, Id, Operator, Params, Reply};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{query, roles};
use crate::app::App;

/// A person, as who runs the place sees one.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PersonView {
    /// The account.
    pub id: UserId,
    /// Mail address.
    pub email: String,
    /// Name.
    pub name: String,
    /// Language of mails.
    pub locale: Locale,
    /// Whether the address is proved.
    pub verified: bool,
    /// Telephone number; empty when not told.
    pub phone: String,
    /// Company; empty when not told.
    pub company: String,
    /// Roles in this organisation.
    pub roles: Vec<Role>,
    /// Since when in this organisation.
    #[schema(value_type = String, format = DateTime)]
    pub joined_at: Instant,
}

/// Which people.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PeopleQuery {
    /// Part of the name or address.
    pub q: Option<String>,
    /// Only who has this role.
    pub role: Option<Role>,
    /// Where the last page ended.
    pub cursor: Option<UserId>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// Which roles a person shall have.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetRoles {
    /// All of them; at least one.
    pub roles: Vec<Role>,
}

/// The people of the organisation, the oldest account first.
#[utoipa::path(get, path = "/users", tag = "users", params(PeopleQuery), responses((status = 200, body = Page<PersonView>)), security(("bearer" = [])))]
pub async fn list(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Params(wanted): Params<PeopleQuery>,
) -> Reply<Json<Page<PersonView>>> {
    Ok(Json(query::list(&app, cx.org()?, &wanted).await?))
}

/// One person of the organisation.
#[utoipa::path(get, path = "/users/{id}", tag = "users", params(("id" = UserId, Path, description = "The account")), responses((status = 200, body = PersonView)), security(("bearer" = [])))]
pub async fn get(State(app): State<Arc<App>>, Operator(cx): Operator, Id(id): Id<UserId>) -> Reply<Json<PersonView>> {
    Ok(Json(query::get(&app, cx.org()?, id).await?))
}

/// Sets a person's roles in the organisation. They count from the person's next access token on.
#[utoipa::path(put, path = "/users/{id}/roles", tag = "users", params(("id" = UserId, Path, description = "The account")), request_body = SetRoles, responses((status = 200, body = PersonView)), security(("bearer" = [])))]
pub async fn set_roles(
    State(app): State<Arc<App>>,
    Admin(cx): Admin,
    Id(id): Id<UserId>,
    Body(request): Body<SetRoles>,
) -> Reply<Json<PersonView>> {
    Ok(Json(roles::set(&app, &cx, id, request.roles).await?))
}
