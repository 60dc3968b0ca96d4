//! The demo's conversations, as if they had been held.

use plaza_chat_api::{ConversationId, DemoChat, DemoChats, DemoMessage, MessageId};
use plaza_core::{Cx, UserId};
use plaza_db::Tx;
use sqlx::types::Json;
use uuid::Uuid;

use crate::app::App;
use crate::domain::run::Run;
use crate::error::Result;
use crate::open;
use crate::record::Message;
use crate::send::store::{self, After};

/// Makes the conversations; answers how many. One that has messages already is left alone.
///
/// # Errors
/// As the database fails.
pub async fn seed(app: &App, cx: &Cx, demo: DemoChats) -> Result<u32> {
    let mut made = 0;
    for chat in demo.chats {
        let (id, _) = open::command::pair(app, cx, chat.people).await?;
        made += u32::from(hold(app, cx, id, &chat).await?);
    }
    Ok(made)
}

async fn hold(app: &App, cx: &Cx, id: ConversationId, chat: &DemoChat) -> Result<bool> {
    let org = cx.org()?;
    let mut tx = app.db.begin(cx).await?;
    let place = store::enter(&mut tx, org, id, chat.people[0]).await?;
    if place.is_none_or(|place| place.last_seq > 0) {
        return Ok(false);
    }
    let mut run = None;
    let mut seq = 0;
    for said in &chat.said {
        let Some(author) = chat.people.get(said.by).copied() else { continue };
        seq += 1;
        let (next, _) = Run::after(run, author, said.at);
        run = Some(next);
        let message = message(org, id, seq, author, said);
        store::insert(&mut tx, &message, &After { run: next, paced_until: None, card_key: None }).await?;
    }
    read(&mut tx, org, id, chat, seq).await?;
    tx.commit().await?;
    Ok(true)
}

/// Who spoke last has read everything, the other one not the last ones.
async fn read(tx: &mut Tx, org: plaza_core::OrgId, id: ConversationId, chat: &DemoChat, seq: i64) -> Result<()> {
    let speaker = chat.said.last().and_then(|said| chat.people.get(said.by)).copied();
    for user in chat.people {
        let unread = if Some(user) == speaker { 0 } else { i64::from(chat.unread) };
        sqlx::query(
            "UPDATE participants SET read_seq = $4, delivered_seq = $5
             WHERE org_id = $1 AND conversation_id = $2 AND user_id = $3",
        )
        .bind(org)
        .bind(id)
        .bind(user)
        .bind((seq - unread).max(0))
        .bind(seq)
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

fn message(org: plaza_core::OrgId, id: ConversationId, seq: i64, author: UserId, said: &DemoMessage) -> Message {
    Message {
        org_id: org,
        conversation_id: id,
        seq,
        id: MessageId::new(),
        author,
        client_id: Uuid::now_v7(),
        kind: "text".to_owned(),
        text: Some(said.text.clone()),
        attachments: Json(Vec::new()),
        reply_to: None,
        about: None,
        card_kind: None,
        card_subject: None,
        card_version: None,
        card_data: None,
        created_at: said.at,
        edited_at: None,
        deleted_at: None,
    }
}
