use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use plaza_core::Secret;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{Place, Sealed};

const NONCE: usize = 12;
const KEY: usize = 32;
/// Bytes of a key's name.
const NAME: usize = 8;

/// Why something sealed does not open. It says nothing of what is inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// It is sealed under a key that nobody configured.
    #[error("sealed under a key that is not configured")]
    UnknownKey,
    /// It was changed, belongs elsewhere, or the key is another.
    #[error("changed, or sealed for another place or under another key")]
    Broken,
    /// A configured key is no key.
    #[error("a sealing key must have 64 hexadecimal digits")]
    NoKey,
}

type DataKey = Zeroizing<[u8; KEY]>;

/// The installation's keys: the present one seals, all of them open.
pub struct Ring {
    present: Own,
    others: Vec<Own>,
}

struct Own {
    name: [u8; NAME],
    cipher: Aes256Gcm,
}

impl Ring {
    /// Reads the keys: the derived one, the configured one that comes before it, and earlier ones.
    ///
    /// # Errors
    /// [`SealError::NoKey`].
    pub fn new(derived: &Secret, configured: &str, earlier: &str) -> Result<Self, SealError> {
        let derived = Own::read(derived.expose())?;
        let mut others: Vec<Own> =
            earlier.split(',').map(str::trim).filter(|key| !key.is_empty()).map(Own::read).collect::<Result<_, _>>()?;
        let present = match configured.trim() {
            "" => derived,
            key => {
                others.push(derived);
                Own::read(key)?
            }
        };
        Ok(Self { present, others })
    }

    /// Seals something for its place under a fresh data key.
    ///
    /// # Errors
    /// Only for more than 64 GiB.
    pub fn seal(&self, place: Place<'_>, plain: &[u8]) -> Result<Sealed, SealError> {
        let data_key: DataKey = Zeroizing::new(rand::random());
        let content = lock(&Aes256Gcm::new((&*data_key).into()), &place.bound("content"), plain)?;
        Ok(Sealed { key: self.wrap(place, &data_key)?, content })
    }

    /// Opens what was sealed for this place.
    ///
    /// # Errors
    /// [`SealError::UnknownKey`], [`SealError::Broken`].
    pub fn open(&self, place: Place<'_>, key: &[u8], content: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let data_key = self.data_key(place, key)?;
        unlock(&Aes256Gcm::new((&*data_key).into()), &place.bound("content"), content)
    }

    /// The same data key under the present key.
    ///
    /// # Errors
    /// [`SealError::UnknownKey`], [`SealError::Broken`].
    pub fn rewrap(&self, place: Place<'_>, key: &[u8]) -> Result<Vec<u8>, SealError> {
        let data_key = self.data_key(place, key)?;
        self.wrap(place, &data_key)
    }

    /// What sealed keys begin with that need no rewrapping.
    pub fn present(&self) -> &[u8] {
        &self.present.name
    }

    fn wrap(&self, place: Place<'_>, data_key: &DataKey) -> Result<Vec<u8>, SealError> {
        let wrapped = lock(&self.present.cipher, &place.bound("key"), data_key.as_slice())?;
        Ok([self.present.name.as_slice(), &wrapped].concat())
    }

    fn data_key(&self, place: Place<'_>, key: &[u8]) -> Result<DataKey, SealError> {
        let (name, wrapped) = key.split_first_chunk::<NAME>().ok_or(SealError::Broken)?;
        let all = std::iter::once(&self.present).chain(&self.others);
        let own = all.into_iter().find(|own| own.name == *name).ok_or(SealError::UnknownKey)?;
        let plain = unlock(&own.cipher, &place.bound("key"), wrapped)?;
        let mut data_key = DataKey::default();
        if plain.len() != KEY {
            return Err(SealError::Broken);
        }
        data_key.copy_from_slice(&plain);
        Ok(data_key)
    }
}

impl Own {
    fn read(text: &str) -> Result<Self, SealError> {
        let mut key = DataKey::default();
        hex::decode_to_slice(text, key.as_mut_slice()).map_err(|_| SealError::NoKey)?;
        let digest = Sha256::new_with_prefix("plaza verification key").chain_update(key.as_slice()).finalize();
        let name = digest.first_chunk().copied().ok_or(SealError::NoKey)?;
        Ok(Self { name, cipher: Aes256Gcm::new((&*key).into()) })
    }
}

fn lock(cipher: &Aes256Gcm, bound: &[u8], plain: &[u8]) -> Result<Vec<u8>, SealError> {
    let nonce = rand::random::<[u8; NONCE]>();
    let sealed =
        cipher.encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: bound }).map_err(|_| SealError::Broken)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

fn unlock(cipher: &Aes256Gcm, bound: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(SealError::Broken)?;
    let plain = cipher.decrypt(&Nonce::from(*nonce), Payload { msg: sealed, aad: bound });
    plain.map(Zeroizing::new).map_err(|_| SealError::Broken)
}

#[cfg(test)]
mod tests {
    use plaza_core::OrgId;
    use uuid::Uuid;

    use super::*;

    fn ring(configured: &str, earlier: &str) -> Ring {
        Ring::new(&Secret::new("ab".repeat(32)), configured, earlier).unwrap()
    }

    fn place() -> Place<'static> {
        Place { org: OrgId(Uuid::from_u128(1)), id: Uuid::from_u128(2), what: "selfie" }
    }

    #[test]
    fn what_is_sealed_opens_in_its_place_only() {
        let ring = ring("", "");
        let sealed = ring.seal(place(), b"a face").unwrap();
        assert!(!sealed.content.windows(6).any(|part| part == b"a face"));
        assert_eq!(ring.open(place(), &sealed.key, &sealed.content).unwrap().as_slice(), b"a face");
        let elsewhere = [
            Place { org: OrgId(Uuid::from_u128(9)), ..place() },
            Place { id: Uuid::from_u128(9), ..place() },
            Place { what: "identity_front", ..place() },
        ];
        for place in elsewhere {
            assert_eq!(ring.open(place, &sealed.key, &sealed.content).unwrap_err(), SealError::Broken);
        }
    }

    #[test]
    fn every_changed_or_missing_byte_is_seen() {
        let ring = ring("", "");
        let sealed = ring.seal(place(), b"a face").unwrap();
        for at in 0..sealed.content.len() {
            let mut changed = sealed.content.clone();
            changed[at] ^= 1;
            assert_eq!(ring.open(place(), &sealed.key, &changed).unwrap_err(), SealError::Broken);
            assert!(ring.open(place(), &sealed.key, &sealed.content[..at]).is_err());
        }
        for at in 0..sealed.key.len() {
            let mut changed = sealed.key.clone();
            changed[at] ^= 1;
            assert!(ring.open(place(), &changed, &sealed.content).is_err());
        }
    }

    #[test]
    fn the_same_bytes_never_look_the_same() {
        let ring = ring("", "");
        assert_ne!(ring.seal(place(), b"a face").unwrap(), ring.seal(place(), b"a face").unwrap());
    }

    #[test]
    fn keys_change_without_anything_sealed_anew_but_its_key() {
        let (first, second) = ("11".repeat(32), "22".repeat(32));
        let derived = ring("", "");
        let sealed = derived.seal(place(), b"a face").unwrap();
        let changed = ring(&first, "");
        assert!(changed.open(place(), &sealed.key, &sealed.content).is_ok(), "the derived key always opens");
        let key = changed.rewrap(place(), &sealed.key).unwrap();
        assert!(key.starts_with(changed.present()) && !sealed.key.starts_with(changed.present()));
        let again = ring(&second, &first);
        assert!(again.open(place(), &key, &sealed.content).is_ok());
        assert_eq!(ring(&second, "").open(place(), &key, &sealed.content).unwrap_err(), SealError::UnknownKey);
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for key in ["abc", "zz", &"11".repeat(31), &"11".repeat(33)] {
            assert_eq!(Ring::new(&Secret::new("ab".repeat(32)), key, "").err(), Some(SealError::NoKey));
            assert_eq!(Ring::new(&Secret::new("ab".repeat(32)), "", key).err(), Some(SealError::NoKey));
        }
    }
}
