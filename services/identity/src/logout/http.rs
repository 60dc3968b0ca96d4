use std::sync::Arc;

use axum::extract::State;
use plaza_web::{Body, Caller, NoContent, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;

/// Ends a session.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Logout {
    /// Whose session ends; the access token's own when absent.
    pub refresh_token: Option<String>,
}

/// Logs out: the refresh token stops working at once, the access token as soon as the gateway hears of it.
#[utoipa::path(post, path = "/auth/logout", tag = "auth", request_body = Logout, responses((status = 204)), security((), ("bearer" = [])))]
pub async fn logout(State(app): State<Arc<App>>, Caller(cx): Caller, Body(request): Body<Logout>) -> Reply<NoContent> {
    command::logout(&app, &cx, request.refresh_token.as_deref()).await?;
    Ok(NoContent)
}
