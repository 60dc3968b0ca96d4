use plaza_core::OrgId;
use uuid::Uuid;

/// What is sealed, and the data key it is sealed under, itself sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Eight bytes that name the installation's key, a nonce, the data key under it.
    pub key: Vec<u8>,
    /// A nonce, then the ciphertext under the data key.
    pub content: Vec<u8>,
}

/// Where something sealed belongs; it opens nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The organisation.
    pub org: OrgId,
    /// Of the document or case.
    pub id: Uuid,
    /// The sort: a kind of document, `details` or `note`.
    pub what: &'a str,
}

impl Place<'_> {
    /// The associated data of a part: `key` or `content`.
    pub fn bound(&self, part: &str) -> Vec<u8> {
        let texts = ["plaza verification 1", part, self.what];
        let mut bytes = Vec::with_capacity(96);
        for text in texts {
            bytes.extend(text.as_bytes());
            bytes.push(0);
        }
        bytes.extend(self.org.uuid().as_bytes());
        bytes.extend(self.id.as_bytes());
        bytes
    }
}
