//! Looking into the conversation of a disputed order.

use std::sync::Arc;

use bytes::Bytes;
use plaza_chat_api::Room;
use plaza_chat_api::events::ConversationOpened;
use plaza_core::{Cx, Instant};
use plaza_orders_api::OrderId;
use uuid::Uuid;

use super::query;
use super::view::DisputedMessage;
use super::withheld;
use crate::app::App;
use crate::error::{Error, Result};
use crate::files::command::WHOLE;
use crate::files::store::FileRow;
use crate::room;

/// A conversation that operators may look into, and until when.
struct Opened {
    room: Arc<Room>,
    order: OrderId,
    /// What was said or changed later is nobody else's business: the dispute was decided then.
    until: Option<Instant>,
}

/// At most `limit` messages before a number, the last ones, oldest first; and who is there. Nothing when the two have
/// no conversation yet.
///
/// # Errors
/// [`Error::NoSuchDispute`]; orders' fault when it cannot be asked.
pub async fn messages(
    app: &App,
    cx: &Cx,
    id: OrderId,
    before: Option<i64>,
    limit: i64,
) -> Result<Option<(Arc<Room>, Vec<DisputedMessage>)>> {
    let Some(opened) = open(app, cx, id).await? else { return Ok(None) };
    note(app, cx, &opened, None).await?;
    let (room, before) = (opened.room, before.unwrap_or(i64::MAX));
    let found = query::before(app.db.pool(), room.org, room.conversation, before, opened.until, limit).await?;
    let seqs: Vec<i64> = found.iter().filter(|one| one.deleted_at.is_some()).map(|one| one.seq).collect();
    let mut kept = withheld::of(app.db.pool(), room.org, room.conversation, &seqs).await?;
    let shown = found.into_iter().map(|message| {
        let removed = kept.remove(&message.seq);
        DisputedMessage::of(message, removed, opened.until)
    });
    let shown = shown.collect();
    Ok(Some((room, shown)))
}

/// A file that one of the two sent the other.
///
/// # Errors
/// [`Error::NoSuchDispute`], [`Error::NoSuchFile`]; orders' fault when it cannot be asked.
pub async fn file(app: &App, cx: &Cx, id: OrderId, file: Uuid) -> Result<(FileRow, Bytes)> {
    let opened = open(app, cx, id).await?.ok_or(Error::NoSuchFile)?;
    let (org, conversation) = (opened.room.org, opened.room.conversation);
    let row = query::sent(app.db.pool(), org, conversation, file, opened.until).await?.ok_or(Error::NoSuchFile)?;
    note(app, cx, &opened, Some(file)).await?;
    let bytes = app.files.get(file, WHOLE).await?.ok_or(Error::NoSuchFile)?;
    Ok((row, bytes))
}

/// The conversation of an order that is or was disputed.
async fn open(app: &App, cx: &Cx, id: OrderId) -> Result<Option<Opened>> {
    let dispute = app.orders.dispute(cx, id).await?.ok_or(Error::NoSuchDispute)?;
    let Some(conversation) = dispute.conversation else { return Ok(None) };
    let room = room::find(app, cx.org()?, conversation).await?;
    Ok(room.map(|room| Opened { room, order: id, until: dispute.resolved_at }))
}

/// Puts on record who looks, before anything is shown.
async fn note(app: &App, cx: &Cx, opened: &Opened, file_id: Option<Uuid>) -> Result<()> {
    let mut tx = app.db.begin(cx).await?;
    let timestamp = tx.now();
    tx.emit(&ConversationOpened {
        conversation_id: opened.room.conversation,
        order_id: opened.order.uuid(),
        file_id,
        operator: cx.user()?,
        timestamp,
    });
    tx.commit().await?;
    Ok(())
}
