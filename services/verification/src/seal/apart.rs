use std::sync::Arc;

use bytes::Bytes;

use super::{Place, Ring, SealError, Sealed};

/// Seals a file on a thread where work may take long.
///
/// # Errors
/// As [`Ring::seal`].
pub async fn seal_file(ring: &Arc<Ring>, place: Place<'static>, plain: Bytes) -> Result<Sealed, SealError> {
    let ring = ring.clone();
    tokio::task::spawn_blocking(move || ring.seal(place, &plain)).await.map_err(|_| SealError::Broken)?
}

/// Opens a file on a thread where work may take long. The plain bytes are wiped when they have been sent.
///
/// # Errors
/// As [`Ring::open`].
pub async fn open_file(
    ring: &Arc<Ring>,
    place: Place<'static>,
    key: Vec<u8>,
    content: Bytes,
) -> Result<Bytes, SealError> {
    let ring = ring.clone();
    let work = move || ring.open(place, &key, &content).map(Bytes::from_owner);
    tokio::task::spawn_blocking(work).await.map_err(|_| SealError::Broken)?
}
