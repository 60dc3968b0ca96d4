use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use plaza_web::{Body, Caller, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::sessions::issue::TokenPair;

/// Tokens are kept by nobody on the way (RFC 6749, 5.1).
pub const NO_STORE: [(HeaderName, HeaderValue); 1] = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];

/// An answer with tokens.
pub type Tokens = ([(HeaderName, HeaderValue); 1], Json<TokenPair>);

/// Logs in.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Login {
    /// Mail address, in any case.
    pub email: String,
    /// Password.
    pub password: String,
}

/// Logs in: an access token for a quarter of an hour and a refresh token, which works once.
#[utoipa::path(post, path = "/auth/login", tag = "auth", request_body = Login, responses((status = 200, body = TokenPair)))]
pub async fn login(
    State(app): State<Arc<App>>,
    Caller(cx): Caller,
    headers: HeaderMap,
    Body(request): Body<Login>,
) -> Reply<Tokens> {
    let device = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let tokens = command::login(&app, &cx, &request.email, &request.password, device).await?;
    Ok((NO_STORE, Json(tokens)))
}
