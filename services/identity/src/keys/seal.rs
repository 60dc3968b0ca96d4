//! A private key at rest: AES-256-GCM under the installation's secret, bound to its key id.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use plaza_core::Secret;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

const NONCE: usize = 12;

/// Seals `plain`: a fresh nonce, then the ciphertext.
pub(super) fn seal(secret: &Secret, kid: &str, plain: &[u8]) -> Result<Vec<u8>> {
    let nonce = rand::random::<[u8; NONCE]>();
    let sealed = cipher(secret)
        .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: kid.as_bytes() })
        .map_err(|_| Error::Crypto)?;
    Ok(nonce.into_iter().chain(sealed).collect())
}

/// Opens what [`seal`] made with the same secret for the same key id.
pub(super) fn open(secret: &Secret, kid: &str, sealed: &[u8]) -> Result<Vec<u8>> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(Error::Crypto)?;
    cipher(secret)
        .decrypt(&Nonce::from(*nonce), Payload { msg: sealed, aad: kid.as_bytes() })
        .map_err(|_| Error::Crypto)
}

fn cipher(secret: &Secret) -> Aes256Gcm {
    let key: [u8; 32] = Sha256::digest(secret.expose().as_bytes()).into();
    Aes256Gcm::new(&key.into())
}
