//! HTTP of moderating profiles.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::{Instant, Page, UserId};
use plaza_professionals_api::{ProfessionalId, ProfileStatus};
use plaza_web::{Body, Id, Operator, Params, Reply};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::command;
use crate::app::App;
use crate::record::Professional;

/// Which profiles.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListProfiles {
    /// Only those.
    #[param(inline)]
    pub status: Option<ProfileStatus>,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// Why a profile is taken down.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SuspendProfile {
    /// For its owner to read, 1 to 1,000 characters.
    pub reason: String,
}

/// A profile as operators list them.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ModeratedProfile)]
pub struct ProfileRow {
    /// The profile.
    pub id: ProfessionalId,
    /// Whose.
    pub user_id: UserId,
    /// Name shown to clients.
    pub display_name: String,
    /// What they do, in a line.
    pub headline: String,
    /// Where it is in its life.
    pub status: ProfileStatus,
    /// Why it was taken down.
    pub suspended_for: Option<String>,
    /// When it last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Instant,
}

impl From<Professional> for ProfileRow {
    fn from(of: Professional) -> Self {
        Self {
            id: of.id,
            user_id: of.user,
            display_name: of.described.display_name,
            headline: of.described.headline,
            status: of.status,
            suspended_for: of.suspended_for,
            updated_at: of.updated_at,
        }
    }
}

/// The organisation's professional profiles, newest first.
#[utoipa::path(get, path = "/professionals", tag = "professionals", params(ListProfiles),
    responses((status = 200, body = Page<ProfileRow>)), security(("bearer" = [])))]
pub async fn list(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Params(asked): Params<ListProfiles>,
) -> Reply<Json<Page<ProfileRow>>> {
    Ok(Json(command::list(&app, &cx, asked).await?))
}

/// Takes a profile down: clients no longer find it.
#[utoipa::path(post, path = "/professionals/{id}/suspend", tag = "professionals", params(("id" = ProfessionalId, Path)),
    request_body = SuspendProfile, responses((status = 200, body = ProfileRow)), security(("bearer" = [])))]
pub async fn suspend(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id(id): Id<ProfessionalId>,
    Body(body): Body<SuspendProfile>,
) -> Reply<Json<ProfileRow>> {
    Ok(Json(command::suspend(&app, &cx, id, body).await?))
}

/// Lets a profile be seen again.
#[utoipa::path(post, path = "/professionals/{id}/restore", tag = "professionals", params(("id" = ProfessionalId, Path)),
    responses((status = 200, body = ProfileRow)), security(("bearer" = [])))]
pub async fn restore(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id(id): Id<ProfessionalId>,
) -> Reply<Json<ProfileRow>> {
    Ok(Json(command::restore(&app, &cx, id).await?))
}
