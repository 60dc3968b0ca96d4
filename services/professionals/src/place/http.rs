//! HTTP of where somebody works.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_web::{Body, Member, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::view::ProfessionalProfile;

/// Where you work.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MyPlace {
    /// City.
    #[schema(example = "Madrid")]
    pub city: String,
    /// Country, ISO 3166-1 alpha-2.
    #[schema(example = "ES")]
    pub country: String,
    /// Degrees north, -90 to 90.
    #[schema(example = 40.4168)]
    pub latitude: f64,
    /// Degrees east, -180 to 180.
    #[schema(example = -3.7038)]
    pub longitude: f64,
    /// The version of the profile you read.
    #[serde(default)]
    pub version: Option<i32>,
}

/// Sets where you work. Others are told about where, to a kilometre.
#[utoipa::path(put, path = "/professionals/me/location", tag = "professionals", request_body = MyPlace,
    responses((status = 200, body = ProfessionalProfile)), security(("bearer" = [])))]
pub async fn set(
    State(app): State<Arc<App>>,
    Member(cx): Member,
    Body(body): Body<MyPlace>,
) -> Reply<Json<ProfessionalProfile>> {
    Ok(Json(command::set(&app, &cx, body).await?))
}

/// Sets where you work; the same as PUT (001-33).
#[utoipa::path(post, path = "/professionals/me/location", tag = "professionals", request_body = MyPlace,
    responses((status = 200, body = ProfessionalProfile)), security(("bearer" = [])))]
pub async fn post(
    State(app): State<Arc<App>>,
    Member(cx): Member,
    Body(body): Body<MyPlace>,
) -> Reply<Json<ProfessionalProfile>> {
    Ok(Json(command::set(&app, &cx, body).await?))
}
