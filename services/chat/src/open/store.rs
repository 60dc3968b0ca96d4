//! The rows of a conversation and of who is in it.

use plaza_chat_api::ConversationId;
use plaza_core::{OrgId, UserId};
use plaza_db::Tx;
use sqlx::PgExecutor;
use sqlx::types::Json;

use crate::error::Result;
use crate::record::About;

/// The conversation of two people.
///
/// # Errors
/// As the database fails.
pub async fn of_pair(db: impl PgExecutor<'_>, org: OrgId, two: [UserId; 2]) -> Result<Option<ConversationId>> {
    let sql = "SELECT id FROM conversations WHERE org_id = $1 AND low = $2 AND high = $3";
    Ok(sqlx::query_scalar(sql).bind(org).bind(two[0]).bind(two[1]).fetch_optional(db).await?)
}

/// Makes a conversation of the people; false when the pair has one.
///
/// # Errors
/// As the database fails.
pub async fn insert(
    tx: &mut Tx,
    org: OrgId,
    id: ConversationId,
    title: Option<&str>,
    people: &[UserId],
) -> Result<bool> {
    let (now, actor) = (tx.now(), tx.actor().to_owned());
    let pair = if title.is_none() { people.first().zip(people.get(1)) } else { None };
    let written = sqlx::query(
        "WITH made AS (
             INSERT INTO conversations (org_id, id, kind, low, high, title, created_by, created_at, last_at)
             VALUES ($1, $2, CASE WHEN $5::text IS NULL THEN 'pair' ELSE 'group' END, $3, $4, $5, $6, $7, $7)
             ON CONFLICT DO NOTHING RETURNING org_id, id
         )
         INSERT INTO participants (org_id, conversation_id, user_id)
         SELECT made.org_id, made.id, person FROM made, unnest($8::uuid[]) AS person",
    )
    .bind(org)
    .bind(id)
    .bind(pair.map(|pair| *pair.0))
    .bind(pair.map(|pair| *pair.1))
    .bind(title)
    .bind(actor)
    .bind(now)
    .bind(people)
    .execute(&mut **tx)
    .await?;
    Ok(written.rows_affected() > 0)
}

/// Keeps what somebody came to talk about for their next message.
///
/// # Errors
/// As the database fails.
pub async fn set_about(
    db: impl PgExecutor<'_>,
    org: OrgId,
    id: ConversationId,
    user: UserId,
    about: &About,
) -> Result<()> {
    sqlx::query("UPDATE participants SET about = $4 WHERE org_id = $1 AND conversation_id = $2 AND user_id = $3")
        .bind(org)
        .bind(id)
        .bind(user)
        .bind(Json(about))
        .execute(db)
        .await?;
    Ok(())
}
