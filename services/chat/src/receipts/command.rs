//! How far somebody has got and read a conversation. Positions only grow.

use plaza_chat_api::ConversationId;
use plaza_core::Cx;
use serde::Serialize;
use utoipa::ToSchema;

use super::store::{self, Progress};
use crate::app::App;
use crate::error::{Error, Result};
use crate::{frames, room};

/// How far one is in a conversation.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ChatProgress)]
pub struct ProgressView {
    /// Read up to.
    pub read_seq: i64,
    /// Got up to.
    pub delivered_seq: i64,
}

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receipt {
    /// Read, and so got.
    Read,
    /// Got.
    Delivered,
}

/// Notes that the context's person has got, or read, everything up to a number. The other of a pair is told.
///
/// # Errors
/// [`Error::NotFound`] for who is not in it.
pub async fn note(app: &App, cx: &Cx, id: ConversationId, seq: i64, receipt: Receipt) -> Result<ProgressView> {
    let (room, me) = room::mine(app, cx, id).await?;
    let now = store::find(app.db.pool(), room.org, id, me).await?.ok_or(Error::NotFound)?;
    let seq = seq.clamp(0, now.last_seq);
    let to = Progress {
        read_seq: if receipt == Receipt::Read { now.read_seq.max(seq) } else { now.read_seq },
        delivered_seq: now.delivered_seq.max(seq),
        ..now
    };
    if to == now {
        return Ok(ProgressView { read_seq: now.read_seq, delivered_seq: now.delivered_seq });
    }
    let mut tx = app.db.begin(cx).await?;
    let (read_seq, delivered_seq) = store::advance(&mut tx, room.org, id, me, to).await?;
    // Of two hundred people each would tell all others: groups keep it to themselves.
    if now.pair {
        let (kind, reached) = match receipt {
            Receipt::Read => ("read", read_seq),
            Receipt::Delivered => ("delivered", delivered_seq),
        };
        frames::write_of(&mut tx, room.org, id, kind, reached, Some(me)).await?;
    }
    let view = ProgressView { read_seq, delivered_seq };
    tx.answer(200, &view);
    app.commit(tx).await?;
    Ok(view)
}
