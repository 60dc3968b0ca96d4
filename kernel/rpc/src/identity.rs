//! The signed internal identity: a service answers only requests that carry
//! one, so that none can be called around the gateway (003-16, 002-44).

use chrono::Utc;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use plaza_core::{Cx, Fault, Result, Secret};
use serde::{Deserialize, Serialize};

/// Header that carries the identity: a JWT (RFC 7519) under HS256 with the caller and its context.
pub const HEADER: &str = "x-plaza-identity";

const LIFE_SECONDS: i64 = 60;

/// The installation's internal key; every process of it has the same.
#[derive(Clone)]
pub struct InternalKey {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
}

#[derive(Serialize, Deserialize)]
struct Claims<C> {
    /// Name of the calling service.
    iss: String,
    /// Name of the called service: an identity for one service is refused by another.
    aud: String,
    exp: i64,
    cx: C,
}

impl InternalKey {
    /// A key from the installation's internal secret.
    pub fn new(secret: &Secret) -> Self {
        let bytes = secret.expose().as_bytes();
        let mut validation = Validation::new(Algorithm::HS256);
        validation.validate_aud = false; // compared by hand: one key serves many callees
        validation.leeway = 5;
        Self { encoding: EncodingKey::from_secret(bytes), decoding: DecodingKey::from_secret(bytes), validation }
    }

    /// Signs a context for one call.
    #[allow(clippy::disallowed_methods)] // machine time on purpose: signatures expire by the wall clock
    pub fn sign(&self, caller: &str, callee: &str, cx: &Cx) -> Result<String> {
        let claims =
            Claims { iss: caller.to_owned(), aud: callee.to_owned(), exp: Utc::now().timestamp() + LIFE_SECONDS, cx };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding).map_err(|error| {
            tracing::error!(%error, "an internal identity could not be signed");
            Fault::internal()
        })
    }

    /// The caller's name and its context; refuses what this installation did not sign for `callee`.
    pub fn verify(&self, callee: &str, token: &str) -> Result<(String, Cx)> {
        let refused = || Fault::unauthenticated("internal.identity", "Services answer only through the gateway.");
        let data =
            jsonwebtoken::decode::<Claims<Cx>>(token, &self.decoding, &self.validation).map_err(|_| refused())?;
        if data.claims.aud != callee {
            return Err(refused());
        }
        Ok((data.claims.iss, data.claims.cx))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_serves_one_callee_and_one_key() {
        let key = InternalKey::new(&Secret::new("a secret of some length"));
        let cx = Cx::service("gateway", None);
        let token = key.sign("gateway", "bookings", &cx).unwrap();
        let (caller, read) = key.verify("bookings", &token).unwrap();
        assert_eq!((caller.as_str(), &read), ("gateway", &cx));
        assert!(key.verify("payments", &token).is_err());
        let other = InternalKey::new(&Secret::new("another secret"));
        assert!(other.verify("bookings", &token).is_err());
    }
}
