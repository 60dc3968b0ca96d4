use std::sync::Arc;

use axum::extract::State;
use plaza_web::{Body, NoContent, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;

/// Changes the password.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangePassword {
    /// The present one.
    pub current: String,
    /// The new one: at least 10 characters, nothing that is tried first.
    pub new: String,
}

/// Changes my password and ends my other sessions.
#[utoipa::path(put, path = "/users/password", tag = "users", request_body = ChangePassword, responses((status = 204)), security(("bearer" = [])))]
pub async fn change(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Body(request): Body<ChangePassword>,
) -> Reply<NoContent> {
    command::change(&app, &cx, &request.current, &request.new).await?;
    Ok(NoContent)
}
