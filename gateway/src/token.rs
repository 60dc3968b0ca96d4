//! Access tokens: verified once, here. Keys come from identity's JWK set.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use moka::sync::Cache;
use plaza_core::{Cx, Fault, OrgId, Result, Roles, UserId};
use plaza_identity_api::Identity;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// An unknown key id makes us ask for the keys again, but not more often than this.
const ASK_AGAIN: Duration = Duration::from_secs(5);
/// Longer than any access token lives.
const REVOKED_FOR: Duration = Duration::from_secs(20 * 60);

/// What an access token says (decision X9).
#[derive(Debug, Clone, Deserialize)]
pub struct Claims {
    /// The account.
    pub sub: UserId,
    /// The session.
    pub sid: Uuid,
    /// The organisation it was issued for.
    #[serde(default)]
    pub org: Option<OrgId>,
    /// Roles there.
    #[serde(default)]
    pub roles: Roles,
    /// Seconds since the epoch.
    pub exp: i64,
}

/// Verifies tokens and remembers the verified ones.
pub struct Tokens {
    identity: Arc<dyn Identity>,
    keys: RwLock<Keys>,
    verified: Cache<[u8; 32], Arc<Claims>>,
    revoked: Cache<Uuid, ()>,
}

#[derive(Default)]
struct Keys {
    by_id: HashMap<String, Arc<DecodingKey>>,
    asked: Option<Instant>,
}

impl Tokens {
    /// A verifier that asks `identity` for its keys when it needs them.
    pub fn new(identity: Arc<dyn Identity>, remember: Duration) -> Self {
        Self {
            identity,
            keys: RwLock::default(),
            verified: Cache::builder().max_capacity(100_000).time_to_live(remember).build(),
            revoked: Cache::builder().max_capacity(1_000_000).time_to_live(REVOKED_FOR).build(),
        }
    }

    /// What a token says; refuses what we did not sign, what is over, and what was revoked.
    ///
    /// # Errors
    /// 401 with what to do; 503 when identity cannot be asked for its keys.
    pub async fn verify(&self, token: &str) -> Result<Arc<Claims>> {
        let hash: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        let claims = match self.verified.get(&hash) {
            Some(claims) => claims,
            None => {
                let claims = Arc::new(self.check(token).await?);
                self.verified.insert(hash, claims.clone());
                claims
            }
        };
        if over(&claims) {
            return Err(Fault::unauthenticated(
                "auth.token_expired",
                "This access token is over. Get a new one from POST /auth/refresh.",
            ));
        }
        if self.revoked.contains_key(&claims.sid) {
            return Err(Fault::unauthenticated("auth.session_ended", "This session was ended. Sign in again."));
        }
        Ok(claims)
    }

    /// Whether what a token said still holds.
    pub fn is_good(&self, claims: &Claims) -> bool {
        !over(claims) && !self.revoked.contains_key(&claims.sid)
    }

    /// Forgets a session's tokens from now on.
    pub fn revoke(&self, session: Uuid) {
        self.revoked.insert(session, ());
    }

    /// Learns which sessions were ended before this gateway started.
    ///
    /// # Errors
    /// When identity cannot be asked.
    #[allow(clippy::disallowed_methods)] // tokens live by the wall clock
    pub async fn learn_revoked(&self, cx: &Cx) -> Result<()> {
        let since = Utc::now() - chrono::Duration::minutes(20);
        self.identity.revoked_sessions(cx, since).await?.into_iter().for_each(|session| self.revoke(session));
        Ok(())
    }

    async fn check(&self, token: &str) -> Result<Claims> {
        let refused = || {
            Fault::unauthenticated("auth.token_invalid", "This access token is not ours or was changed. Sign in again.")
        };
        let header = jsonwebtoken::decode_header(token).map_err(|_| refused())?;
        let id = header.kid.ok_or_else(refused)?;
        let key = self.key(&id).await?.ok_or_else(refused)?;
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.validate_aud = false;
        validation.validate_exp = false; // looked at on every use, also of a remembered one
        Ok(jsonwebtoken::decode::<Claims>(token, &key, &validation).map_err(|_| refused())?.claims)
    }

    async fn key(&self, id: &str) -> Result<Option<Arc<DecodingKey>>> {
        if let Some(key) = self.read().by_id.get(id) {
            return Ok(Some(key.clone()));
        }
        if self.read().asked.is_some_and(|asked| asked.elapsed() < ASK_AGAIN) {
            return Ok(None);
        }
        let set: JwkSet = serde_json::from_value(self.identity.jwks(&Cx::service("gateway", None), ()).await?)
            .map_err(|error| {
                tracing::error!(%error, "identity's keys do not read");
                Fault::internal()
            })?;
        let by_id = set
            .keys
            .iter()
            .filter_map(|jwk| Some((jwk.common.key_id.clone()?, Arc::new(DecodingKey::from_jwk(jwk).ok()?))))
            .collect();
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        *keys = Keys { by_id, asked: Some(Instant::now()) };
        Ok(keys.by_id.get(id).cloned())
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, Keys> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner)
    }
}

#[allow(clippy::disallowed_methods)] // tokens live by the wall clock
fn over(claims: &Claims) -> bool {
    DateTime::from_timestamp(claims.exp, 0).is_none_or(|exp| exp <= Utc::now())
}
