//! Uploaded files: an object store, by default a folder under the data directory. Keys are ids, never people's words,
//! so nothing they name their files can reach the file system.

pub mod pictures;

use std::path::Path as Folder;
use std::sync::Arc;

use bytes::Bytes;
use futures::TryStreamExt;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use plaza_core::{Fault, Instant};
use uuid::Uuid;

/// Why a file cannot be kept or read.
#[derive(Debug, thiserror::Error)]
#[error("the file store: {0}")]
pub struct Error(#[from] object_store::Error);

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        tracing::error!(%error, "the file store cannot be reached");
        Fault::unavailable("files.unreachable", "Files cannot be kept or read just now. Try again.")
    }
}

/// The result of the store's functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Where one service keeps its files.
#[derive(Clone, Debug)]
pub struct Files(Arc<dyn ObjectStore>);

/// A file in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: Uuid,
    /// When it was last written.
    pub written: Instant,
}

impl Files {
    /// A folder, made if it is not there. What is written is on the disk before it is answered.
    ///
    /// # Errors
    /// When the folder cannot be made or opened.
    pub fn local(folder: &Folder) -> std::io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(std::io::Error::other)?;
        Ok(Self(Arc::new(store.with_fsync(true))))
    }

    /// Keeps bytes under an id and a variant, such as `full`; writing the same again changes nothing.
    ///
    /// # Errors
    /// When the store fails; nothing half-written is ever read.
    pub async fn put(&self, id: Uuid, variant: &'static str, bytes: Bytes) -> Result<()> {
        self.0.put(&key(id, variant), bytes.into()).await?;
        Ok(())
    }

    /// What is kept under an id and a variant.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn get(&self, id: Uuid, variant: &'static str) -> Result<Option<Bytes>> {
        match self.0.get(&key(id, variant)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes all variants of an id; what is not there needs no removing.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn remove(&self, id: Uuid) -> Result<()> {
        let all: Vec<_> = self.0.list(Some(&folder(id))).try_collect().await?;
        for one in all {
            match self.0.delete(&one.location).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Every id that was last written before an instant, for sweeping what no row names.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn older_than(&self, instant: Instant) -> Result<Vec<Kept>> {
        let all: Vec<_> = self.0.list(None).try_collect().await?;
        let mut kept: Vec<Kept> = Vec::new();
        for one in all.into_iter().filter(|one| one.last_modified < instant) {
            let id = one.location.parts().nth(1).and_then(|part| part.as_ref().parse().ok());
            match id {
                Some(id) if kept.last().is_none_or(|last| last.id != id) => {
                    kept.push(Kept { id, written: one.last_modified });
                }
                _ => {}
            }
        }
        Ok(kept)
    }
}

fn key(id: Uuid, variant: &'static str) -> Path {
    folder(id).join(variant)
}

// The last two digits of a UUIDv7 are random: folders fill evenly.
fn folder(id: Uuid) -> Path {
    let text = id.to_string();
    Path::from(&text[text.len() - 2..]).join(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_put_is_read_until_it_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::local(&folder.path().join("files")).unwrap();
        let (id, other) = (Uuid::now_v7(), Uuid::now_v7());
        assert_eq!(files.get(id, "full").await.unwrap(), None);
        files.put(id, "full", Bytes::from_static(b"a picture")).await.unwrap();
        files.put(id, "thumb", Bytes::from_static(b"a small one")).await.unwrap();
        files.put(other, "full", Bytes::from_static(b"another")).await.unwrap();
        assert_eq!(files.get(id, "full").await.unwrap().unwrap(), "a picture");
        let old = files.older_than(Instant::MAX_UTC).await.unwrap();
        assert_eq!(old.len(), 2, "one entry for all variants");
        assert!(files.older_than(Instant::MIN_UTC).await.unwrap().is_empty());
        files.remove(id).await.unwrap();
        files.remove(id).await.unwrap();
        assert_eq!(files.get(id, "thumb").await.unwrap(), None);
        assert!(files.get(other, "full").await.unwrap().is_some());
    }
}
