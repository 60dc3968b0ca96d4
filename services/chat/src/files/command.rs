//! Keeping and giving out files.

use bytes::Bytes;
use plaza_chat_api::ConversationId;
use plaza_core::Cx;
use uuid::Uuid;

use super::sort;
use super::store::{self, FileRow};
use crate::app::App;
use crate::error::{Error, Result};
use crate::record::Attachment;
use crate::room;

/// The largest file, bytes.
pub const LARGEST: usize = 20 * 1024 * 1024;

/// The only variant of a file: as it was sent.
pub const WHOLE: &str = "full";

/// Keeps a file for a message to come.
///
/// # Errors
/// [`Error::NotFound`] for who is not in the conversation; [`Error::FileTooLarge`], [`Error::FileKind`].
pub async fn upload(app: &App, cx: &Cx, id: ConversationId, name: String, bytes: Bytes) -> Result<Attachment> {
    let (room, me) = room::mine(app, cx, id).await?;
    if bytes.len() > LARGEST {
        return Err(Error::FileTooLarge { limit: LARGEST / 1024 / 1024 });
    }
    let media_type = sort::media_type(&bytes).ok_or(Error::FileKind)?.to_owned();
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let file = FileRow { id: Uuid::now_v7(), name, media_type, size };
    // First the bytes: a row never names what is not there. Bytes without a row are swept.
    app.files.put(file.id, WHOLE, bytes).await?;
    let mut tx = app.db.begin(cx).await?;
    store::insert(&mut tx, room.org, id, me, &file).await?;
    let kept = Attachment::from(file);
    tx.answer(201, &kept);
    tx.commit().await?;
    Ok(kept)
}

/// A file of a conversation of the context's person.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NoSuchFile`].
pub async fn read(app: &App, cx: &Cx, id: ConversationId, file: Uuid) -> Result<(FileRow, Bytes)> {
    let (room, me) = room::mine(app, cx, id).await?;
    let row = store::find(app.db.pool(), room.org, id, me, file).await?.ok_or(Error::NoSuchFile)?;
    let bytes = app.files.get(file, WHOLE).await?.ok_or(Error::NoSuchFile)?;
    Ok((row, bytes))
}
