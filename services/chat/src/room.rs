//! Who is in a conversation. Nobody joins or leaves one, so it is remembered.

use std::sync::Arc;

use plaza_chat_api::{ConversationId, Room};
use plaza_core::{Cx, OrgId, UserId};
use sqlx::{PgExecutor, Row as _};

use crate::app::App;
use crate::error::{Error, Result};

/// A conversation of the organisation.
///
/// # Errors
/// As the database fails.
pub async fn find(app: &App, org: OrgId, id: ConversationId) -> Result<Option<Arc<Room>>> {
    if let Some(room) = app.rooms.get(&id) {
        return Ok((room.org == org).then_some(room));
    }
    let found = read(app.db.pool(), &[(org, id)]).await?;
    let room = found.into_iter().next().map(Arc::new);
    if let Some(room) = &room {
        app.rooms.insert(id, room.clone());
    }
    Ok(room.filter(|room| room.org == org))
}

/// A conversation of the context's person.
///
/// # Errors
/// [`Error::NotFound`] for everybody who is not in it.
pub async fn mine(app: &App, cx: &Cx, id: ConversationId) -> Result<(Arc<Room>, UserId)> {
    let (org, me) = (cx.org()?, cx.user()?);
    let room = find(app, org, id).await?.filter(|room| room.people.contains(&me)).ok_or(Error::NotFound)?;
    Ok((room, me))
}

/// Several conversations, of whichever organisation.
///
/// # Errors
/// As the database fails.
pub async fn all(app: &App, mut wanted: Vec<(OrgId, ConversationId)>) -> Result<Vec<Arc<Room>>> {
    wanted.sort_unstable();
    wanted.dedup();
    let mut rooms = Vec::with_capacity(wanted.len());
    let mut unknown = Vec::new();
    for (org, id) in wanted {
        match app.rooms.get(&id) {
            Some(room) => rooms.push(room),
            None => unknown.push((org, id)),
        }
    }
    if !unknown.is_empty() {
        for room in read(app.db.pool(), &unknown).await?.into_iter().map(Arc::new) {
            app.rooms.insert(room.conversation, room.clone());
            rooms.push(room);
        }
    }
    Ok(rooms)
}

async fn read(db: impl PgExecutor<'_>, wanted: &[(OrgId, ConversationId)]) -> Result<Vec<Room>> {
    let rows = sqlx::query(
        "SELECT p.org_id, p.conversation_id, array_agg(p.user_id ORDER BY p.user_id) AS people
         FROM unnest($1::uuid[], $2::uuid[]) AS w (org_id, id)
         JOIN participants p ON p.org_id = w.org_id AND p.conversation_id = w.id
         GROUP BY p.org_id, p.conversation_id",
    )
    .bind(wanted.iter().map(|one| one.0.uuid()).collect::<Vec<_>>())
    .bind(wanted.iter().map(|one| one.1.uuid()).collect::<Vec<_>>())
    .fetch_all(db)
    .await?;
    let room = |row: sqlx::postgres::PgRow| {
        Ok(Room {
            conversation: row.try_get("conversation_id")?,
            org: row.try_get("org_id")?,
            people: row.try_get("people")?,
        })
    };
    rows.into_iter().map(room).collect()
}
