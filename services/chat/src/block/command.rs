//! Blocking, and taking it back.

use plaza_chat_api::ConversationId;
use plaza_core::Cx;

use crate::app::App;
use crate::error::{Error, Result};
use crate::room;

/// Sets whether the context's person lets the other of a pair write; once more changes nothing.
///
/// # Errors
/// [`Error::NotFound`] for who is not in it; [`Error::NotAPair`] in a group.
pub async fn set(app: &App, cx: &Cx, id: ConversationId, blocked: bool) -> Result<()> {
    let (room, me) = room::mine(app, cx, id).await?;
    let mut tx = app.db.begin(cx).await?;
    let since = blocked.then(|| tx.now());
    let written = sqlx::query(
        "UPDATE participants p SET blocked_at = CASE WHEN $4::timestamptz IS NULL THEN NULL ELSE coalesce(p.blocked_at, $4) END
         FROM conversations c
         WHERE c.org_id = p.org_id AND c.id = p.conversation_id AND c.kind = 'pair'
           AND p.org_id = $1 AND p.conversation_id = $2 AND p.user_id = $3",
    )
    .bind(room.org)
    .bind(id)
    .bind(me)
    .bind(since)
    .execute(&mut *tx)
    .await?;
    if written.rows_affected() == 0 {
        return Err(Error::NotAPair);
    }
    tx.commit().await?;
    Ok(())
}
