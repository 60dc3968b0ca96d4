use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_web::{Body, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::login::http::{NO_STORE, Tokens};
use crate::sessions::issue::TokenPair;

/// Goes over to an organisation.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Switch {
    /// Its id or slug.
    pub organisation: String,
}

/// Tokens for another of my organisations, in the same session; the refresh token so far stops working.
#[utoipa::path(post, path = "/auth/switch", tag = "auth", request_body = Switch, responses((status = 200, body = TokenPair)), security(("bearer" = [])))]
pub async fn switch(State(app): State<Arc<App>>, SignedIn(cx): SignedIn, Body(request): Body<Switch>) -> Reply<Tokens> {
    Ok((NO_STORE, Json(command::switch(&app, &cx, &request.organisation).await?)))
}
