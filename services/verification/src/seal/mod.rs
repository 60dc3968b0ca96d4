//! Sealing: every document and every person's details have a data key of their own, AES-256-GCM (NIST SP 800-38D),
//! and the data key is sealed under a key of the installation. Both are bound to the organisation, the id and the
//! sort of what is sealed: nothing opens in another's place.

mod apart;
mod envelope;
mod ring;

pub use apart::{open_file, seal_file};
pub use envelope::{Place, Sealed};
pub use ring::{Ring, SealError};
