//! Hashing passwords: argon2id as OWASP recommends it, bcrypt read and upgraded,
//! and a bound on how much of the machine strangers can make us spend.

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;

use crate::config::Config;
use crate::error::{Error, Result};

/// OWASP's cheat sheet, first choice for argon2id with 19 MiB.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// The hash that an unknown address is checked against, so that it takes as long as a known one.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$cGxhemEtZGVjb3ktc2FsdA$dGhpcyBpcyBub2JvZHkncyBwYXNzd29yZCBoYXNoISE";

/// Checks and makes password hashes, a few at a time.
#[derive(Clone)]
pub struct Passwords {
    running: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

/// What came of checking a password.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is not the one.
    Wrong,
    /// It is the one.
    Right {
        /// A hash to store instead, when the present one is of an older kind.
        upgrade: Option<String>,
    },
}

impl Passwords {
    /// A hasher within the configured bounds.
    pub fn new(config: &Config) -> Self {
        let permits = |count: u32| Arc::new(Semaphore::new(count.max(1) as usize));
        Self { running: permits(config.hashes_at_once), waiting: permits(config.hashes_waiting) }
    }

    /// A fresh hash, as a PHC string.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many wait already.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let password = password.to_owned();
        self.work(move || make(&password)).await?
    }

    /// Checks a password against a hash; without one it does the same work and answers that it is wrong.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many wait already.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<Verdict> {
        let (password, known) = (password.to_owned(), hash.is_some());
        let hash = hash.unwrap_or(DECOY).to_owned();
        let verdict = self.work(move || check(&password, &hash)).await??;
        Ok(if known { verdict } else { Verdict::Wrong })
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _place = self.waiting.try_acquire().map_err(|_| Error::Busy)?;
        let _turn = self.running.acquire().await.map_err(|_| Error::Busy)?;
        tokio::task::spawn_blocking(work).await.map_err(|error| crypto(&error))
    }
}

fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|error| crypto(&error))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn make(password: &str) -> Result<String> {
    let hash = argon2()?.hash_password(password.as_bytes()).map_err(|error| crypto(&error))?;
    Ok(hash.to_string())
}

fn check(password: &str, hash: &str) -> Result<Verdict> {
    if hash.starts_with("$2") {
        let right = bcrypt::verify(password, hash).unwrap_or(false);
        return Ok(if right { Verdict::Right { upgrade: Some(make(password)?) } } else { Verdict::Wrong });
    }
    if argon2()?.verify_password(password.as_bytes(), hash).is_err() {
        return Ok(Verdict::Wrong);
    }
    let current = hash.starts_with(&format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$"));
    Ok(Verdict::Right { upgrade: if current { None } else { Some(make(password)?) } })
}

fn crypto(error: &dyn std::fmt::Display) -> Error {
    tracing::error!(%error, "a password could not be hashed");
    Error::Crypto
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_verifies_its_password_only() {
        let hash = make("cuatro perros verdes").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_eq!(check("cuatro perros verdes", &hash).unwrap(), Verdict::Right { upgrade: None });
        assert_eq!(check("cinco perros verdes", &hash).unwrap(), Verdict::Wrong);
    }

    #[test]
    fn bcrypt_verifies_and_is_upgraded() {
        let old = bcrypt::hash("cuatro perros verdes", 4).unwrap();
        let Verdict::Right { upgrade: Some(new) } = check("cuatro perros verdes", &old).unwrap() else {
            panic!("not upgraded")
        };
        assert_eq!(check("cuatro perros verdes", &new).unwrap(), Verdict::Right { upgrade: None });
        assert_eq!(check("otra cosa larga", &old).unwrap(), Verdict::Wrong);
    }

    #[test]
    fn the_decoy_costs_as_much_as_a_real_hash() {
        // It parses, so the whole computation runs before it is found wrong.
        assert!(argon2::password_hash::phc::PasswordHash::new(DECOY).is_ok());
        assert_eq!(check("whatever it is", DECOY).unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn beyond_the_bound_people_are_told_to_come_back() {
        let passwords = Passwords::new(&Config { hashes_at_once: 1, hashes_waiting: 1, ..Config::default() });
        let _other = passwords.waiting.try_acquire().unwrap();
        assert!(matches!(passwords.hash("cuatro perros verdes").await, Err(Error::Busy)));
    }
}
