use plaza_core::{Instant, OrgId, Role, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::access::Claims;
use crate::app::App;
use crate::error::Result;
use crate::keys::Signer;

/// The pair of tokens that a log-in answers (RFC 6749, 5.1, in camel case).
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TokenPair {
    /// For `Authorization: Bearer`.
    pub access_token: String,
    /// For `POST /auth/refresh`, good once.
    pub refresh_token: String,
    /// Life of the access token, seconds.
    pub expires_in: u32,
    /// Always `Bearer`.
    pub token_type: String,
}

/// Signs an access token and puts it beside a refresh token.
///
/// # Errors
/// When the token cannot be signed.
pub fn pair(
    app: &App,
    signer: &Signer,
    who: UserId,
    session: Uuid,
    place: Option<(OrgId, Vec<Role>)>,
    refresh: String,
    now: Instant,
) -> Result<TokenPair> {
    let minutes = app.config.access_minutes;
    let claims = Claims::new(&app.issuer, who, session, place, now, minutes);
    Ok(TokenPair {
        access_token: signer.sign(&claims)?,
        refresh_token: refresh,
        expires_in: minutes * 60,
        token_type: "Bearer".into(),
    })
}

/// When a refresh token that is made now dies unused.
pub fn refresh_expiry(app: &App, now: Instant) -> Instant {
    now + chrono::Duration::days(i64::from(app.config.refresh_days))
}
