//! The keys that sign access tokens: made when first needed, sealed in the
//! table, shared by all processes, replaced by age.

mod rotate;
mod seal;
mod store;
#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, PoisonError};

use jsonwebtoken::jwk::{Jwk, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use plaza_core::{Instant, Secret};
use plaza_db::Db;
use serde::Serialize;
use serde_json::{Value, json};

use crate::error::{Error, Result};

pub use rotate::Rotation;

/// PKCS #8 (RFC 8410) around the 32 bytes of an Ed25519 seed.
const PKCS8_PREFIX: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// How long a process trusts what it read of the table, seconds.
const FRESH_SECONDS: i64 = 60;

/// How long a retired key still verifies, hours: far longer than any token lives.
const RETIRED_HOURS: i64 = 24;

/// The installation's signing keys. Clones share what was read.
#[derive(Clone)]
pub struct Keys {
    secret: Secret,
    read: Arc<Mutex<Option<Arc<Known>>>>,
}

/// What the table said.
struct Known {
    signer: Signer,
    set: Value,
    at: Instant,
}

/// The key that signs now.
#[derive(Clone)]
pub struct Signer {
    kid: String,
    key: EncodingKey,
}

impl Signer {
    /// Signs claims as a JWT (RFC 7519) under EdDSA (RFC 8037).
    ///
    /// # Errors
    /// When the claims cannot be written.
    pub fn sign(&self, claims: &impl Serialize) -> Result<String> {
        let header = Header { kid: Some(self.kid.clone()), ..Header::new(Algorithm::EdDSA) };
        jsonwebtoken::encode(&header, claims, &self.key).map_err(|error| failed(&error))
    }
}

impl Keys {
    /// Keys sealed under an installation's secret.
    pub fn new(secret: Secret) -> Self {
        Self { secret, read: Arc::default() }
    }

    /// The key that signs now; made if there is none yet. Call it before a transaction, not inside.
    ///
    /// # Errors
    /// As the database fails.
    pub async fn signer(&self, db: &Db) -> Result<Signer> {
        Ok(self.known(db).await?.signer.clone())
    }

    /// The public keys as a JWK set (RFC 7517): the present one and those retired lately.
    ///
    /// # Errors
    /// As the database fails.
    pub async fn set(&self, db: &Db) -> Result<Value> {
        // Read each time: who asks has met a key id it does not know, perhaps one made by another process just now.
        Ok(self.read_or_make(db, db.clock().now()).await?.set)
    }

    /// Forgets what was read, so that the next use reads the table.
    pub fn forget(&self) {
        *self.read.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    async fn known(&self, db: &Db) -> Result<Arc<Known>> {
        let now = db.clock().now();
        let held = self.read.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = held.filter(|known| (now - known.at).num_seconds().abs() < FRESH_SECONDS) {
            return Ok(known);
        }
        let known = Arc::new(self.read_or_make(db, now).await?);
        *self.read.lock().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
        Ok(known)
    }

    async fn read_or_make(&self, db: &Db, now: Instant) -> Result<Known> {
        if let Some(known) = self.read(db, now).await? {
            return Ok(known);
        }
        self.make(db, now).await?;
        self.read(db, now).await?.ok_or(Error::Crypto)
    }

    async fn read(&self, db: &Db, now: Instant) -> Result<Option<Known>> {
        let rows = store::known(db.pool(), now - chrono::Duration::hours(RETIRED_HOURS)).await?;
        let set = json!({ "keys": rows.iter().map(|row| &row.jwk).collect::<Vec<_>>() });
        let Some(current) = rows.into_iter().find(|row| row.retired_at.is_none()) else { return Ok(None) };
        let Ok(der) = seal::open(&self.secret, &current.kid, &current.sealed) else {
            tracing::warn!(
                kid = current.kid,
                "the signing key cannot be opened with this installation's secret; it is retired and another made"
            );
            store::retire(db.pool(), &current.kid, now).await?;
            return Ok(None);
        };
        let signer = Signer { kid: current.kid, key: EncodingKey::from_ed_der(&der) };
        Ok(Some(Known { signer, set, at: now }))
    }

    /// Two processes may both come here: the index lets one key in.
    async fn make(&self, db: &Db, now: Instant) -> Result<()> {
        let made = Made::new(&self.secret)?;
        store::insert(db.pool(), &made, now).await?;
        Ok(())
    }
}

/// A key on its way to the table.
struct Made {
    kid: String,
    sealed: Vec<u8>,
    jwk: Value,
}

impl Made {
    fn new(secret: &Secret) -> Result<Self> {
        let der: Vec<u8> = PKCS8_PREFIX.into_iter().chain(rand::random::<[u8; 32]>()).collect();
        let kid = uuid::Uuid::now_v7().simple().to_string();
        let mut jwk = Jwk::from_encoding_key(&EncodingKey::from_ed_der(&der), Algorithm::EdDSA)
            .map_err(|error| failed(&error))?;
        jwk.common.key_id = Some(kid.clone());
        jwk.common.public_key_use = Some(PublicKeyUse::Signature);
        jwk.common.key_algorithm = Some(KeyAlgorithm::EdDSA);
        let jwk = serde_json::to_value(&jwk).map_err(|error| failed(&error))?;
        Ok(Self { sealed: seal::seal(secret, &kid, &der)?, kid, jwk })
    }
}

fn failed(error: &dyn std::fmt::Display) -> Error {
    tracing::error!(%error, "a signing key failed");
    Error::Crypto
}
