//! Cards: what other services show in a conversation, changed in place.

use plaza_chat_api::{MessageId, PostCard, PostedCard, UpdateCard};
use plaza_core::{Cx, Fault, OrgId};
use plaza_db::Tx;
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use crate::app::App;
use crate::domain::run::Run;
use crate::error::{Error, Result};
use crate::record::Message;
use crate::send::store::{self, After, Place};
use crate::{frames, room, send};

/// A card that opens something between the two; others tell of what both have agreed already, and always come.
const OPENING: &str = "offer";

/// Puts a card into a conversation, once per key.
///
/// # Errors
/// [`Error::NotFound`] when the author is not in it; for an offer the rules of who may write.
pub async fn post(app: &App, cx: &Cx, card: PostCard) -> Result<PostedCard> {
    let org = cx.org()?;
    let room = room::find(app, org, card.conversation).await?.ok_or(Error::NotFound)?;
    let mut tx = app.db.begin(cx).await?;
    let place = store::enter(&mut tx, org, card.conversation, card.author).await?.ok_or(Error::NotFound)?;
    // In one's turn: a repeat in another process waits here for the first.
    if let Some(posted) = posted(&mut tx, org, &card.key).await? {
        return Ok(posted);
    }
    if card.kind == OPENING {
        send::command::may_write(&place)?;
    }
    let (message, after, waited) = message(org, &card, &place, tx.now());
    if !store::insert(&mut tx, &message, &after).await? {
        // The key was used in another conversation meanwhile.
        return posted(&mut tx, org, &card.key).await?.ok_or_else(|| Fault::internal().into());
    }
    tx.emit(&send::command::sent(&message, &room.people, waited.filter(|_| place.pair)));
    app.commit(tx).await?;
    Ok(PostedCard { conversation: card.conversation, seq: message.seq })
}

/// Changes what the subject's cards show, unless they show this version or a later one.
///
/// # Errors
/// As the database fails.
pub async fn update(app: &App, cx: &Cx, change: UpdateCard) -> Result<()> {
    let org = cx.org()?;
    let places: Vec<(plaza_chat_api::ConversationId, i64)> = sqlx::query_as(
        "SELECT conversation_id, seq FROM messages
         WHERE org_id = $1 AND kind = 'card' AND card_kind = $2 AND card_subject = $3 ORDER BY conversation_id, seq",
    )
    .bind(org)
    .bind(&change.kind)
    .bind(change.subject)
    .fetch_all(app.db.pool())
    .await?;
    for (conversation, seq) in places {
        let mut tx = app.db.begin(cx).await?;
        store::take_turn(&mut tx, conversation).await?;
        if set(&mut tx, org, conversation, seq, change.version, &change.data).await? {
            frames::write(&mut tx, org, conversation, "card", seq).await?;
            app.commit(tx).await?;
        }
    }
    Ok(())
}

async fn set(
    tx: &mut Tx,
    org: OrgId,
    conversation: plaza_chat_api::ConversationId,
    seq: i64,
    version: i64,
    data: &Value,
) -> Result<bool> {
    let written = sqlx::query(
        "UPDATE messages SET card_version = $4, card_data = $5
         WHERE org_id = $1 AND conversation_id = $2 AND seq = $3 AND card_version < $4",
    )
    .bind(org)
    .bind(conversation)
    .bind(seq)
    .bind(version)
    .bind(data)
    .execute(&mut **tx)
    .await?;
    Ok(written.rows_affected() == 1)
}

async fn posted(tx: &mut Tx, org: OrgId, key: &str) -> Result<Option<PostedCard>> {
    let found: Option<(plaza_chat_api::ConversationId, i64)> =
        sqlx::query_as("SELECT conversation_id, seq FROM messages WHERE org_id = $1 AND card_key = $2")
            .bind(org)
            .bind(key)
            .fetch_optional(&mut **tx)
            .await?;
    Ok(found.map(|(conversation, seq)| PostedCard { conversation, seq }))
}

fn message(org: OrgId, card: &PostCard, place: &Place, now: plaza_core::Instant) -> (Message, After, Option<i64>) {
    let (run, waited) = Run::after(place.run(), card.author, now);
    let message = Message {
        org_id: org,
        conversation_id: card.conversation,
        seq: place.last_seq + 1,
        id: MessageId::new(),
        author: card.author,
        client_id: Uuid::now_v7(),
        kind: "card".to_owned(),
        text: None,
        attachments: Json(Vec::new()),
        reply_to: None,
        about: None,
        card_kind: Some(card.kind.clone()),
        card_subject: Some(card.subject),
        card_version: Some(card.version),
        card_data: Some(card.data.clone()),
        created_at: now,
        edited_at: None,
        deleted_at: None,
    };
    (message, After { run, paced_until: None, card_key: Some(card.key.clone()) }, waited)
}
