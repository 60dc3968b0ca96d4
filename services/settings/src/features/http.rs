use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::Page;
use plaza_web::{Admin, Body, Id, Operator, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::domain::feature::Feature;

/// How a feature shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TurnFeature {
    /// Whether it is on at all.
    pub enabled: bool,
    /// For how many of the people, percent; as before when absent.
    pub share: Option<u8>,
    /// What it does; as before when absent.
    pub description: Option<String>,
}

/// The feature flags of the organisation.
#[utoipa::path(get, path = "/config/features", tag = "settings", responses((status = 200, body = Page<Feature>)), security(("bearer" = [])))]
pub async fn list(State(app): State<Arc<App>>, Operator(cx): Operator) -> Reply<Json<Page<Feature>>> {
    Ok(Json(Page { items: command::list(&app, &cx).await?, next: None }))
}

/// Turns a feature on or off, for all or for a share of the people.
#[utoipa::path(put, path = "/config/features/{key}", tag = "settings", params(("key" = String, Path, description = "The feature's name, such as waitlist")),
    request_body = TurnFeature, responses((status = 200, body = Feature)), security(("bearer" = [])))]
pub async fn put(
    State(app): State<Arc<App>>,
    Admin(cx): Admin,
    Id(key): Id<String>,
    Body(request): Body<TurnFeature>,
) -> Reply<Json<Feature>> {
    Ok(Json(command::turn(&app, &cx, &key, &request).await?))
}
