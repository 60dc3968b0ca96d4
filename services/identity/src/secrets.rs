//! Tokens that are secrets by themselves: 256 random bits in the holder's hands, only their hash in our tables.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use plaza_core::Secret;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// A token as it is given out and as it is stored.
pub struct Token {
    /// For the holder.
    pub text: String,
    /// For the table.
    pub hash: Vec<u8>,
}

impl Token {
    /// A new random one.
    pub fn random() -> Self {
        Self::of(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
    }

    /// The token that follows `text`, the same each time: a client whose answer was lost
    /// asks again and gets what it would have got, without our storing it in the clear.
    ///
    /// # Errors
    /// Never for keys of SHA-256, which takes any length.
    pub fn successor(key: &Secret, text: &str) -> Result<Self> {
        let mut mac = Hmac::<Sha256>::new_from_slice(key.expose().as_bytes()).map_err(|_| Error::Crypto)?;
        mac.update(text.as_bytes());
        Ok(Self::of(URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())))
    }

    fn of(text: String) -> Self {
        let hash = digest(&text);
        Self { text, hash }
    }
}

/// What the table keeps of a token. No salt: the token itself is random.
pub fn digest(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn successors_are_the_same_each_time_and_depend_on_the_key() {
        let (one, other) = (Secret::new("one"), Secret::new("other"));
        let first = Token::random();
        let next = Token::successor(&one, &first.text).unwrap();
        assert_eq!(next.text, Token::successor(&one, &first.text).unwrap().text);
        assert_ne!(next.text, Token::successor(&other, &first.text).unwrap().text);
        assert_ne!(next.text, first.text);
        assert_eq!(next.hash, digest(&next.text));
    }
}
