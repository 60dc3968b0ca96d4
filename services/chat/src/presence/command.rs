//! Who came and left, and who is told of it.

use std::collections::HashMap;

use plaza_chat_api::{ConversationId, Here, Present, Signal};
use plaza_core::{Cx, Instant, OrgId, UserId};
use serde_json::json;
use sqlx::PgPool;

use crate::app::App;
use crate::error::Result;
use crate::room;

/// Notes who is at a gateway; those who talk with somebody that came or left are told.
///
/// # Errors
/// As the database fails.
pub async fn here(app: &App, here: &Here) -> Result<()> {
    let now = tokio::time::Instant::now();
    let change = app.presence.note(here, now);
    let all: Vec<Present> = change.came.iter().chain(&change.left).copied().collect();
    if all.is_empty() {
        return Ok(());
    }
    let at = app.clock.now();
    saw(app.db.pool(), &all, at).await?;
    let mut watchers = watchers(app.db.pool(), &all).await?;
    for who in all {
        let mut to = watchers.remove(&who).unwrap_or_default();
        to.retain(|user| app.presence.is_there(&Present { org: who.org, user: *user }, now));
        if !to.is_empty() {
            let online = change.came.contains(&who);
            let text = json!({ "type": "presence", "userId": who.user, "online": online, "lastSeen": at }).to_string();
            app.signals.tell(Signal { org: who.org, to, text });
        }
    }
    app.changed.notify_waiters();
    Ok(())
}

/// Tells the others of a conversation that the context's person types.
///
/// # Errors
/// [`crate::error::Error::NotFound`] for who is not in it.
pub async fn typing(app: &App, cx: &Cx, id: ConversationId) -> Result<()> {
    let (room, me) = room::mine(app, cx, id).await?;
    let quiet: bool = sqlx::query_scalar(
        "SELECT c.closed_at IS NOT NULL OR EXISTS (
             SELECT FROM participants p WHERE p.org_id = c.org_id AND p.conversation_id = c.id AND p.blocked_at IS NOT NULL)
         FROM conversations c WHERE c.org_id = $1 AND c.id = $2",
    )
    .bind(room.org)
    .bind(id)
    .fetch_one(app.db.pool())
    .await?;
    if quiet {
        return Ok(());
    }
    let to: Vec<UserId> = room.people.iter().copied().filter(|user| *user != me).collect();
    let text = json!({ "type": "chat_typing", "conversationId": id, "userId": me }).to_string();
    app.signals.tell(Signal { org: room.org, to, text });
    app.changed.notify_waiters();
    Ok(())
}

/// The others of a person's conversations of two, and when each was last seen.
///
/// # Errors
/// As the database fails.
pub async fn of_person(pool: &PgPool, org: OrgId, me: UserId) -> Result<Vec<(UserId, Option<Instant>)>> {
    let found = sqlx::query_as(
        "SELECT o.user_id, s.at
         FROM participants p
         JOIN conversations c ON c.org_id = p.org_id AND c.id = p.conversation_id AND c.kind = 'pair'
         JOIN participants o ON o.org_id = c.org_id AND o.conversation_id = c.id AND o.user_id <> p.user_id
         LEFT JOIN last_seen s ON s.org_id = o.org_id AND s.user_id = o.user_id
         WHERE p.org_id = $1 AND p.user_id = $2 AND p.blocked_at IS NULL AND o.blocked_at IS NULL
         ORDER BY c.last_at DESC LIMIT 500",
    )
    .bind(org)
    .bind(me)
    .fetch_all(pool)
    .await?;
    Ok(found)
}

async fn saw(pool: &PgPool, who: &[Present], at: Instant) -> Result<()> {
    sqlx::query(
        "INSERT INTO last_seen (org_id, user_id, at) SELECT org, person, $3 FROM unnest($1::uuid[], $2::uuid[]) AS w (org, person)
         ORDER BY org, person
         ON CONFLICT (org_id, user_id) DO UPDATE SET at = greatest(last_seen.at, excluded.at)",
    )
    .bind(who.iter().map(|one| one.org.uuid()).collect::<Vec<_>>())
    .bind(who.iter().map(|one| one.user.uuid()).collect::<Vec<_>>())
    .bind(at)
    .execute(pool)
    .await?;
    Ok(())
}

/// Who talks with these, in conversations of two that nobody blocked.
async fn watchers(pool: &PgPool, who: &[Present]) -> Result<HashMap<Present, Vec<UserId>>> {
    let found: Vec<(OrgId, UserId, UserId)> = sqlx::query_as(
        "SELECT p.org_id, p.user_id, o.user_id
         FROM unnest($1::uuid[], $2::uuid[]) AS w (org, person)
         JOIN participants p ON p.org_id = w.org AND p.user_id = w.person AND p.blocked_at IS NULL
         JOIN conversations c ON c.org_id = p.org_id AND c.id = p.conversation_id AND c.kind = 'pair'
         JOIN participants o ON o.org_id = c.org_id AND o.conversation_id = c.id AND o.user_id <> p.user_id AND o.blocked_at IS NULL",
    )
    .bind(who.iter().map(|one| one.org.uuid()).collect::<Vec<_>>())
    .bind(who.iter().map(|one| one.user.uuid()).collect::<Vec<_>>())
    .fetch_all(pool)
    .await?;
    let mut watchers: HashMap<Present, Vec<UserId>> = HashMap::new();
    for (org, user, watcher) in found {
        watchers.entry(Present { org, user }).or_default().push(watcher);
    }
    Ok(watchers)
}
