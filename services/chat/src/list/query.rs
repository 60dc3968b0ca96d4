//! A person's conversations, with what each shows in a list.

use plaza_chat_api::ConversationId;
use plaza_core::{Instant, OrgId, UserId};
use sqlx::{FromRow, PgPool};

use crate::error::Result;

/// The most that is counted as unread.
pub const MOST_UNREAD: i64 = 100;

/// A conversation as one of its people sees it.
#[derive(Debug, Clone, FromRow)]
pub struct Found {
    /// Its id.
    pub id: ConversationId,
    /// `pair` or `group`.
    pub kind: String,
    /// A group's name.
    pub title: Option<String>,
    /// When it was opened.
    pub created_at: Instant,
    /// Whether an operator closed it.
    pub closed: bool,
    /// The last message's number.
    pub last_seq: i64,
    /// When something was said last.
    pub last_at: Instant,
    /// How far one has read.
    pub read_seq: i64,
    /// How far one has got the messages.
    pub delivered_seq: i64,
    /// Whether one has blocked the other.
    pub blocks: bool,
    /// Others' messages that one has not read, at most [`MOST_UNREAD`].
    pub unread: i64,
}

/// How far somebody in a conversation is.
#[derive(Debug, Clone, FromRow)]
pub struct Participant {
    /// Where.
    pub conversation_id: ConversationId,
    /// Who.
    pub user_id: UserId,
    /// How far they have read.
    pub read_seq: i64,
    /// How far they have got the messages.
    pub delivered_seq: i64,
    /// Whether they have blocked the other.
    pub blocks: bool,
}

/// At most `limit` conversations of a person, the last active first, from where a page ended.
///
/// # Errors
/// As the database fails.
pub async fn mine(
    pool: &PgPool,
    org: OrgId,
    me: UserId,
    before: Option<(Instant, ConversationId)>,
    limit: i64,
) -> Result<Vec<Found>> {
    find(pool, org, me, None, before, limit).await
}

/// One conversation of a person.
///
/// # Errors
/// As the database fails.
pub async fn one(pool: &PgPool, org: OrgId, me: UserId, id: ConversationId) -> Result<Option<Found>> {
    Ok(find(pool, org, me, Some(id), None, 1).await?.pop())
}

/// Who is in the conversations.
///
/// # Errors
/// As the database fails.
pub async fn participants(pool: &PgPool, org: OrgId, ids: &[ConversationId]) -> Result<Vec<Participant>> {
    let sql = "SELECT conversation_id, user_id, read_seq, delivered_seq, blocked_at IS NOT NULL AS blocks
               FROM participants WHERE org_id = $1 AND conversation_id = ANY($2) ORDER BY conversation_id, user_id";
    Ok(sqlx::query_as(sql).bind(org).bind(ids).fetch_all(pool).await?)
}

async fn find(
    pool: &PgPool,
    org: OrgId,
    me: UserId,
    id: Option<ConversationId>,
    before: Option<(Instant, ConversationId)>,
    limit: i64,
) -> Result<Vec<Found>> {
    let found = sqlx::query_as(
        "SELECT page.*, unread.count AS unread FROM (
             SELECT c.org_id, c.id, c.kind, c.title, c.created_at, c.closed_at IS NOT NULL AS closed, c.last_seq, c.last_at,
                    p.read_seq, p.delivered_seq, p.blocked_at IS NOT NULL AS blocks
             FROM participants p JOIN conversations c ON c.org_id = p.org_id AND c.id = p.conversation_id
             WHERE p.org_id = $1 AND p.user_id = $2
               AND ($3::uuid IS NULL OR p.conversation_id = $3)
               AND ($4::timestamptz IS NULL OR (c.last_at, c.id) < ($4, $5::uuid))
             ORDER BY c.last_at DESC, c.id DESC LIMIT $6
         ) page CROSS JOIN LATERAL (
             SELECT count(*) FROM (
                 SELECT FROM messages m
                 WHERE m.org_id = page.org_id AND m.conversation_id = page.id AND m.seq > page.read_seq
                   AND m.author <> $2 AND m.deleted_at IS NULL LIMIT $7
             ) new
         ) unread
         ORDER BY page.last_at DESC, page.id DESC",
    )
    .bind(org)
    .bind(me)
    .bind(id)
    .bind(before.map(|before| before.0))
    .bind(before.map(|before| before.1))
    .bind(limit)
    .bind(MOST_UNREAD)
    .fetch_all(pool)
    .await?;
    Ok(found)
}

/// What a conversation is to other services: whether it is of more than a pair, whether one of a pair blocks the other,
/// and whether an operator closed it.
///
/// # Errors
/// As the database fails.
pub async fn state(pool: &PgPool, org: OrgId, id: ConversationId) -> Result<(bool, bool, bool)> {
    let sql = "SELECT c.kind = 'group',
                      c.kind = 'pair' AND EXISTS (
                          SELECT FROM participants p WHERE p.org_id = c.org_id AND p.conversation_id = c.id
                          AND p.blocked_at IS NOT NULL),
                      c.closed_at IS NOT NULL
               FROM conversations c WHERE c.org_id = $1 AND c.id = $2";
    Ok(sqlx::query_as(sql).bind(org).bind(id).fetch_one(pool).await?)
}
