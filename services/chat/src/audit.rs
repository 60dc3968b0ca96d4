//! What must hold of the tables at any moment, checked without relying on the
//! constraints that are meant to keep it.

use plaza_service::Finding;
use sqlx::{PgPool, Row};

/// Each check: its name, and a query whose rows are what breaks it.
const CHECKS: &[(&str, &str)] = &[
    (
        // Numbers begin at 1 and leave no gap, and the conversation knows the last.
        "chat.numbers_have_no_gap",
        "SELECT c.id::text || ' counts ' || c.last_seq || ' and has ' || count(m.seq) || ' up to ' || coalesce(max(m.seq), 0) AS detail
         FROM conversations c LEFT JOIN messages m ON m.org_id = c.org_id AND m.conversation_id = c.id
         GROUP BY c.org_id, c.id, c.last_seq
         HAVING count(m.seq) <> c.last_seq OR coalesce(max(m.seq), 0) <> c.last_seq LIMIT 20",
    ),
    (
        // A pair has one conversation, and a conversation of two has those two in it.
        "chat.pair_is_two",
        "SELECT c.id::text AS detail FROM conversations c
         WHERE c.kind = 'pair' AND (
             (SELECT array_agg(p.user_id ORDER BY p.user_id) FROM participants p
              WHERE p.org_id = c.org_id AND p.conversation_id = c.id) IS DISTINCT FROM ARRAY[c.low, c.high]
             OR EXISTS (SELECT FROM conversations o WHERE o.org_id = c.org_id AND o.low = c.low AND o.high = c.high AND o.id <> c.id))
         LIMIT 20",
    ),
    (
        // Everybody who says something is in the conversation.
        "chat.author_takes_part",
        "SELECT m.conversation_id::text || ' ' || m.seq AS detail FROM messages m
         WHERE NOT EXISTS (SELECT FROM participants p WHERE p.org_id = m.org_id AND p.conversation_id = m.conversation_id
                           AND p.user_id = m.author) LIMIT 20",
    ),
    (
        // Every message that is not older than what is kept was told, once, and in the order of its number.
        "chat.told_once_in_order",
        "SELECT conversation_id::text || ' ' || seq AS detail FROM (
             SELECT conversation_id, seq, lag(seq) OVER (PARTITION BY org_id, conversation_id ORDER BY txid, n) AS before
             FROM frames WHERE kind = 'message') told
         WHERE before IS NOT NULL AND seq <> before + 1 LIMIT 20",
    ),
    (
        // Nobody has read what was not said.
        "chat.read_was_said",
        "SELECT p.conversation_id::text || ' ' || p.user_id AS detail FROM participants p
         JOIN conversations c ON c.org_id = p.org_id AND c.id = p.conversation_id
         WHERE p.delivered_seq > c.last_seq OR p.read_seq > p.delivered_seq LIMIT 20",
    ),
    (
        // A deleted message says nothing, nor do its words find it.
        "chat.deleted_say_nothing",
        "SELECT conversation_id::text || ' ' || seq AS detail FROM messages
         WHERE deleted_at IS NOT NULL AND (text IS NOT NULL OR attachments <> '[]' OR words <> ''::tsvector) LIMIT 20",
    ),
    (
        // What a message carries is a file that went with it.
        "chat.attachments_are_there",
        "SELECT m.conversation_id::text || ' ' || m.seq AS detail FROM messages m, jsonb_array_elements(m.attachments) AS file
         WHERE NOT EXISTS (SELECT FROM files f WHERE f.org_id = m.org_id AND f.conversation_id = m.conversation_id
                           AND f.id = (file ->> 'fileId')::uuid AND f.seq = m.seq) LIMIT 20",
    ),
    (
        // What was removed from evidence is kept no longer than the dispute and the job after it, and is out of the two's sight.
        "chat.withheld_until_decided",
        "SELECT w.conversation_id::text || ' ' || w.seq AS detail FROM withheld_messages w
         JOIN conversations c ON c.org_id = w.org_id AND c.id = w.conversation_id
         JOIN messages m ON m.org_id = w.org_id AND m.conversation_id = w.conversation_id AND m.seq = w.seq
         WHERE m.deleted_at IS NULL OR NOT EXISTS (
             SELECT FROM order_disputes d WHERE d.org_id = c.org_id AND d.low = c.low AND d.high = c.high AND d.decided_at IS NULL
             UNION ALL
             SELECT FROM kernel.jobs j WHERE j.kind = 'erase_withheld' AND j.payload ->> 'conversation' = c.id::text)
         UNION ALL
         SELECT f.conversation_id::text || ' file ' || f.id FROM files f
         WHERE f.withheld AND NOT EXISTS (SELECT FROM withheld_messages w WHERE w.org_id = f.org_id
                                          AND w.conversation_id = f.conversation_id AND w.seq = f.seq) LIMIT 20",
    ),
];

/// Runs every check; nothing found means that all of them hold.
///
/// # Errors
/// As the database fails.
pub async fn check(pool: PgPool) -> anyhow::Result<Vec<Finding>> {
    let mut found = Vec::new();
    for (promise, sql) in CHECKS {
        for row in sqlx::query(*sql).fetch_all(&pool).await? {
            found.push(Finding::new(promise, row.try_get::<String, _>("detail")?));
        }
    }
    Ok(found)
}
