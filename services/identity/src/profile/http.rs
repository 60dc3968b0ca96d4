use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::{Instant, Locale, UserId};
use plaza_web::{Body, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::organisations::http::OrganisationView;

/// Everything about oneself.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfileView {
    /// The account.
    pub id: UserId,
    /// Mail address.
    pub email: String,
    /// Name for people.
    pub name: String,
    /// Language of mails and messages.
    pub locale: Locale,
    /// Whether the address is proved.
    pub verified: bool,
    /// Telephone number; empty when not told, as the next three.
    pub phone: String,
    /// Company or organisation.
    pub company: String,
    /// One line about the person.
    pub headline: String,
    /// IANA time zone.
    pub time_zone: String,
    /// What clients remember for the person.
    #[schema(value_type = Object)]
    pub preferences: Map<String, Value>,
    /// The organisations and the roles there, the first one first.
    pub organisations: Vec<OrganisationView>,
    /// When the account was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
}

/// What to change; absent stays, empty text takes away.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateProfile {
    /// Name for people.
    pub name: Option<String>,
    /// Language of mails and messages.
    pub locale: Option<Locale>,
    /// Telephone number, at most 40 characters.
    pub phone: Option<String>,
    /// Company, at most 120 characters.
    pub company: Option<String>,
    /// One line about the person, at most 160 characters.
    pub headline: Option<String>,
    /// IANA time zone, such as `Europe/Madrid`.
    pub time_zone: Option<String>,
}

/// My profile.
#[utoipa::path(get, path = "/users/profile", tag = "users", responses((status = 200, body = ProfileView)), security(("bearer" = [])))]
pub async fn get(State(app): State<Arc<App>>, SignedIn(cx): SignedIn) -> Reply<Json<ProfileView>> {
    Ok(Json(command::read(&app, cx.user()?).await?))
}

/// Changes my profile.
#[utoipa::path(put, path = "/users/profile", tag = "users", request_body = UpdateProfile, responses((status = 200, body = ProfileView)), security(("bearer" = [])))]
pub async fn put(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Body(request): Body<UpdateProfile>,
) -> Reply<Json<ProfileView>> {
    Ok(Json(command::update(&app, &cx, request).await?))
}

/// Sets preferences of my own: a member that is null is forgotten, the others stay. At most 50 members and 8 KB in all.
#[utoipa::path(post, path = "/users/preferences", tag = "users", request_body(content = Object), responses((status = 200, body = Object)), security(("bearer" = [])))]
pub async fn preferences(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Body(request): Body<Map<String, Value>>,
) -> Reply<Json<Map<String, Value>>> {
    Ok(Json(command::prefer(&app, &cx, request).await?))
}
