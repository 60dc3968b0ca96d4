//! HTTP of publishing.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_web::{Body, Member, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::view::ProfessionalProfile;

/// Whether clients find you.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ProfileVisibility)]
pub enum Shown {
    /// They do not.
    Draft,
    /// They do.
    Published,
}

/// Whether clients shall find you.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = MyProfileStatus)]
pub struct MyStatus {
    /// `published` or `draft`.
    pub status: Shown,
    /// The version of the profile you read.
    #[serde(default)]
    pub version: Option<i32>,
}

/// Publishes your profile, or takes it back.
#[utoipa::path(put, path = "/professionals/me/status", tag = "professionals", request_body = MyStatus,
    responses((status = 200, body = ProfessionalProfile)), security(("bearer" = [])))]
pub async fn set(
    State(app): State<Arc<App>>,
    Member(cx): Member,
    Body(body): Body<MyStatus>,
) -> Reply<Json<ProfessionalProfile>> {
    Ok(Json(command::set(&app, &cx, body).await?))
}
