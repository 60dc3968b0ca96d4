use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use plaza_web::Reply;
use serde_json::Value;

use crate::app::App;

/// The JWK set, which may be kept for five minutes.
type Set = ([(HeaderName, HeaderValue); 1], Json<Value>);

/// The public keys that verify access tokens, as a JWK set (RFC 7517).
#[utoipa::path(get, path = "/auth/jwks", tag = "auth", responses((status = 200, body = Object)))]
pub async fn auth_jwks(State(app): State<Arc<App>>) -> Reply<Set> {
    set(&app).await
}

/// The same at the address where libraries look for it (RFC 8414, 3).
#[utoipa::path(get, path = "/.well-known/jwks.json", tag = "auth", responses((status = 200, body = Object)))]
pub async fn well_known_jwks(State(app): State<Arc<App>>) -> Reply<Set> {
    set(&app).await
}

async fn set(app: &App) -> Reply<Set> {
    let headers = [(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"))];
    Ok((headers, Json(app.keys.set(&app.db).await?)))
}
