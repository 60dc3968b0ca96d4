//! One message: refused, written, or found to be there already.

use plaza_chat_api::events::MessageSent;
use plaza_chat_api::{ConversationId, MessageId, Room};
use plaza_core::{Cx, Fault, Instant, OrgId, UserId};
use plaza_db::Tx;
use sqlx::types::Json;
use uuid::Uuid;

use super::store::{self, After, Place};
use super::together;
use crate::app::App;
use crate::domain::pace;
use crate::domain::run::Run;
use crate::error::{Error, Result};
use crate::record::{Attachment, Message};
use crate::view::MessageView;
use crate::{files, room};

/// What somebody wants to say.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Their own id of it.
    pub client_id: Uuid,
    /// What; may be empty with files.
    pub text: String,
    /// Files they have uploaded there.
    pub attachments: Vec<Uuid>,
    /// The message it answers.
    pub reply_to: Option<i64>,
}

/// Says something in a conversation of the context's person, once per their own id of it.
///
/// # Errors
/// [`Error::NotFound`] for who is not in it; [`Error::Blocked`], [`Error::BlockedByYou`], [`Error::Closed`];
/// [`Error::TooFast`]; [`Error::ClientIdReused`]; 400 for files or an answered message that are not there.
pub async fn send(app: &App, cx: &Cx, id: ConversationId, wanted: Wanted) -> Result<MessageView> {
    let (room, me) = room::mine(app, cx, id).await?;
    let words_only = wanted.attachments.is_empty() && wanted.reply_to.is_none();
    // A kept answer is of one transaction.
    if words_only && cx.idempotency.is_none() {
        together::send(app, cx, room, me, wanted).await
    } else {
        alone(app, cx, &room, me, &wanted).await
    }
}

/// Says something in a transaction of its own.
///
/// # Errors
/// As [`send`].
pub async fn alone(app: &App, cx: &Cx, room: &Room, me: UserId, wanted: &Wanted) -> Result<MessageView> {
    let (org, id) = (room.org, room.conversation);
    let mut tx = app.db.begin(cx).await?;
    let place = store::enter(&mut tx, org, id, me).await?.ok_or(Error::NotFound)?;
    let now = tx.now();
    let draft = match attachments(&mut tx, (org, id, me), wanted).await {
        Ok(attachments) => draft(app, &place, (org, id, me), wanted, attachments, now),
        Err(refusal) => Err(refusal),
    };
    let written = match &draft {
        Ok((message, after, _)) => store::insert(&mut tx, message, after).await?,
        Err(_) => false,
    };
    if !written {
        // What is refused now may have been said before: then a repeat gets what it got.
        let said = store::by_client_id(&mut *tx, org, me, wanted.client_id).await?;
        return match (said, draft) {
            (Some(message), _) if message.conversation_id == id => Ok(message.into()),
            (Some(_), _) => Err(Error::ClientIdReused),
            (None, Err(refusal)) => Err(refusal),
            (None, Ok(_)) => Err(Fault::internal().into()),
        };
    }
    let (message, _, waited) = draft?;
    files::store::attach(&mut tx, &message).await?;
    tx.emit(&sent(&message, &room.people, waited.filter(|_| place.pair)));
    let view = MessageView::from(message);
    tx.answer(201, &view);
    app.commit(tx).await?;
    Ok(view)
}

/// The most recipients an event names.
const NAMED: usize = 50;

/// The event of a message.
pub fn sent(message: &Message, people: &[UserId], answered_after: Option<i64>) -> MessageSent {
    let named = if people.len() > NAMED { &[] } else { people };
    MessageSent {
        conversation_id: message.conversation_id,
        seq: message.seq,
        author: message.author,
        recipients: named.iter().copied().filter(|user| *user != message.author).collect(),
        kind: message.kind.clone(),
        answered_after,
        timestamp: message.created_at,
    }
}

/// The rules of who may write where, without those of pace.
///
/// # Errors
/// The rule that says no.
pub fn may_write(place: &Place) -> Result<()> {
    if place.closed {
        return Err(Error::Closed);
    }
    if place.blocked {
        return Err(Error::Blocked);
    }
    if place.blocks {
        return Err(Error::BlockedByYou);
    }
    Ok(())
}

/// A message as it would be, what changes with it, and how long the other had waited.
///
/// # Errors
/// The rule that says no.
pub fn draft(
    app: &App,
    place: &Place,
    (org, id, me): (OrgId, ConversationId, UserId),
    wanted: &Wanted,
    attachments: Vec<Attachment>,
    now: Instant,
) -> Result<(Message, After, Option<i64>)> {
    may_write(place)?;
    let paced_until = pace::after_one_more(place.paced_until, now, app.config.messages_per_minute)
        .map_err(|wait| Error::TooFast { wait })?;
    let (run, waited) = Run::after(place.run(), me, now);
    let message = Message {
        org_id: org,
        conversation_id: id,
        seq: place.last_seq + 1,
        id: MessageId::new(),
        author: me,
        client_id: wanted.client_id,
        kind: if attachments.is_empty() { "text" } else { "file" }.to_owned(),
        text: Some(wanted.text.clone()),
        attachments: Json(attachments),
        reply_to: wanted.reply_to,
        about: place.about.clone(),
        card_kind: None,
        card_subject: None,
        card_version: None,
        card_data: None,
        created_at: now,
        edited_at: None,
        deleted_at: None,
    };
    Ok((message, After { run, paced_until: Some(paced_until), card_key: None }, waited))
}

/// The files it carries, and that what it answers is there.
async fn attachments(
    tx: &mut Tx,
    (org, id, me): (OrgId, ConversationId, UserId),
    wanted: &Wanted,
) -> Result<Vec<Attachment>> {
    if let Some(seq) = wanted.reply_to
        && !store::exists(&mut **tx, org, id, seq).await?
    {
        return Err(Fault::invalid("replyTo", "is the number of no message in this conversation").into());
    }
    let mut found = Vec::with_capacity(wanted.attachments.len());
    for file in &wanted.attachments {
        let attachment = files::store::waiting(tx, org, id, me, *file).await?;
        let unknown = || Fault::invalid("attachments", format!("you have uploaded no file {file} here that is free"));
        found.push(attachment.ok_or_else(unknown)?);
    }
    Ok(found)
}
