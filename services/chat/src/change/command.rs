//! What becomes of a message that was said.

use plaza_chat_api::ConversationId;
use plaza_core::{Cx, OrgId};
use plaza_db::Tx;
use sqlx::types::Json;

use crate::app::App;
use crate::domain::window;
use crate::error::{Error, Result};
use crate::record::{self, Message};
use crate::view::MessageView;
use crate::{disputed, frames, room, send};

/// Says something else in place of one's own message.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NoSuchMessage`], [`Error::NotYours`], [`Error::TooLate`], [`Error::IsACard`],
/// [`Error::Deleted`], [`Error::Disputed`]; the rules of who may write.
pub async fn edit(app: &App, cx: &Cx, id: ConversationId, seq: i64, text: String) -> Result<MessageView> {
    let (mut tx, mut message) = own(app, cx, id, seq, true).await?;
    if message.deleted_at.is_some() {
        return Err(Error::Deleted);
    }
    if message.text.as_ref() == Some(&text) {
        return Ok(message.into());
    }
    must_not_be_disputed(&mut tx, message.org_id, id).await?;
    let now = tx.now();
    sqlx::query(
        "UPDATE messages SET text = $4, edited_at = $5 WHERE org_id = $1 AND conversation_id = $2 AND seq = $3",
    )
    .bind(message.org_id)
    .bind(id)
    .bind(seq)
    .bind(&text)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    frames::write(&mut tx, message.org_id, id, "edited", seq).await?;
    app.commit(tx).await?;
    (message.text, message.edited_at) = (Some(text), Some(now));
    Ok(message.into())
}

/// Takes back one's own message: its number stays, its text and files are gone. Once more changes nothing.
///
/// # Errors
/// As [`edit`], without those of who may write.
pub async fn delete(app: &App, cx: &Cx, id: ConversationId, seq: i64) -> Result<()> {
    let (mut tx, message) = own(app, cx, id, seq, false).await?;
    if message.deleted_at.is_some() {
        return Ok(());
    }
    must_not_be_disputed(&mut tx, message.org_id, id).await?;
    erase(&mut tx, message.org_id, id, seq).await?;
    app.commit(tx).await
}

/// Takes a message out of sight for good: what it said is erased, or kept for the decision while the two have a
/// disputed order. Who calls has the conversation's turn.
///
/// # Errors
/// As the database fails.
pub async fn remove(tx: &mut Tx, org: OrgId, id: ConversationId, seq: i64) -> Result<()> {
    if disputed::query::is_disputed(&mut **tx, org, id).await? {
        disputed::withheld::keep(tx, org, id, seq).await?;
    }
    erase(tx, org, id, seq).await
}

/// Erases what a message said; its files are removed with the next sweep, but for those that are withheld.
async fn erase(tx: &mut Tx, org: OrgId, id: ConversationId, seq: i64) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "UPDATE messages SET text = NULL, attachments = $4, deleted_at = $5
         WHERE org_id = $1 AND conversation_id = $2 AND seq = $3",
    )
    .bind(org)
    .bind(id)
    .bind(seq)
    .bind(Json(Vec::<record::Attachment>::new()))
    .bind(now)
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "UPDATE files SET seq = NULL, created_at = '-infinity'
         WHERE org_id = $1 AND conversation_id = $2 AND seq = $3 AND NOT withheld",
    )
    .bind(org)
    .bind(id)
    .bind(seq)
    .execute(&mut **tx)
    .await?;
    frames::write(tx, org, id, "deleted", seq).await
}

/// Lets through who has no disputed order with the other: else the message is evidence.
async fn must_not_be_disputed(tx: &mut Tx, org: OrgId, id: ConversationId) -> Result<()> {
    if disputed::query::is_disputed(&mut **tx, org, id).await? { Err(Error::Disputed) } else { Ok(()) }
}

/// The person's own message, in one's turn, while it may be changed.
async fn own(app: &App, cx: &Cx, id: ConversationId, seq: i64, writes: bool) -> Result<(Tx, Message)> {
    let (room, me) = room::mine(app, cx, id).await?;
    let mut tx = app.db.begin(cx).await?;
    let place = send::store::enter(&mut tx, room.org, id, me).await?.ok_or(Error::NotFound)?;
    let message = record::message(&mut *tx, room.org, id, seq).await?.ok_or(Error::NoSuchMessage)?;
    if message.author != me {
        return Err(Error::NotYours);
    }
    if message.kind == "card" {
        return Err(Error::IsACard);
    }
    if !window::is_open(message.created_at, tx.now(), app.config.edit_minutes) {
        return Err(Error::TooLate { minutes: app.config.edit_minutes });
    }
    if writes {
        send::command::may_write(&place)?;
    }
    Ok((tx, message))
}
