use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_web::{Body, Caller, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::login::http::{NO_STORE, Tokens};
use crate::sessions::issue::TokenPair;

/// Asks for the next pair of tokens.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Refresh {
    /// The refresh token of the last pair.
    pub refresh_token: String,
}

/// Exchanges a refresh token for the next pair of tokens, with the roles of now. A spent token
/// repeated within ten seconds gets the same successor (its answer may have been lost); later it
/// ends the session, for somebody has a copy.
#[utoipa::path(post, path = "/auth/refresh", tag = "auth", request_body = Refresh, responses((status = 200, body = TokenPair)))]
pub async fn refresh(State(app): State<Arc<App>>, Caller(cx): Caller, Body(request): Body<Refresh>) -> Reply<Tokens> {
    Ok((NO_STORE, Json(command::refresh(&app, &cx, &request.refresh_token).await?)))
}
