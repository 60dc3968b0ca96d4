//! HTTP of describing a profile.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::Money;
use plaza_web::{Body, Member, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::domain::profile::{Described, Language};
use crate::view::ProfessionalProfile;

/// What a profile says. What is left out is empty, but the name: that stays as it is.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProfileBody {
    /// Name shown to clients, 1 to 80 characters.
    #[serde(default)]
    pub display_name: Option<String>,
    /// What you do, in a line of at most 120 characters.
    #[serde(default)]
    pub headline: String,
    /// About you, at most 4,000 characters.
    #[serde(default)]
    pub about: String,
    /// Languages you work in, at most 12.
    #[serde(default)]
    pub languages: Vec<Language>,
    /// What an hour costs at least.
    #[serde(default)]
    pub hourly_from: Option<Money>,
    /// How far you travel, 1 to 500 km; 25 unless told.
    #[serde(default = "radius")]
    pub radius_km: u32,
    /// Whether you work over the net.
    #[serde(default)]
    pub remote: bool,
    /// The version you read, so that nobody's change in between is lost; only for changes.
    #[serde(default)]
    pub version: Option<i32>,
}

fn radius() -> u32 {
    25
}

impl ProfileBody {
    /// What it says, under a name.
    pub fn described(self, display_name: String) -> Described {
        Described {
            display_name,
            headline: self.headline,
            about: self.about,
            languages: self.languages,
            hourly_from: self.hourly_from,
            radius_km: self.radius_km,
            remote: self.remote,
        }
    }
}

/// Describes your profile anew; makes it if you have none.
#[utoipa::path(put, path = "/professionals/me", tag = "professionals", request_body = ProfileBody,
    responses((status = 200, body = ProfessionalProfile)), security(("bearer" = [])))]
pub async fn describe(
    State(app): State<Arc<App>>,
    Member(cx): Member,
    Body(body): Body<ProfileBody>,
) -> Reply<Json<ProfessionalProfile>> {
    Ok(Json(command::describe(&app, &cx, body).await?))
}
