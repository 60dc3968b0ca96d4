//! Taking one's turn in a conversation, and what is written in it.

use std::collections::HashMap;

use plaza_chat_api::ConversationId;
use plaza_core::{Instant, OrgId, UserId};
use plaza_db::Tx;
use serde_json::{Value, to_value};
use sqlx::postgres::PgRow;
use sqlx::types::Json;
use sqlx::{FromRow, PgExecutor, Row};
use uuid::Uuid;

use crate::domain::run::Run;
use crate::error::Result;
use crate::record::{About, Message, columns};

/// The columns of [`Place`], of tables called `c` and `p`.
macro_rules! place {
    () => {
        "c.kind = 'pair' AS pair, c.last_seq, c.closed_at IS NOT NULL AS closed, c.run_author, c.run_since,
         p.blocked_at IS NOT NULL AS blocks, p.paced_until, p.about,
         c.kind = 'pair' AND EXISTS (
             SELECT FROM participants o WHERE o.org_id = c.org_id AND o.conversation_id = c.id
             AND o.user_id <> p.user_id AND o.blocked_at IS NOT NULL) AS blocked"
    };
}

/// A conversation as its author-to-be finds it when it is their turn.
#[derive(Debug, FromRow)]
pub struct Place {
    /// Whether it is of two.
    pub pair: bool,
    /// The last message's number.
    pub last_seq: i64,
    /// Whether an operator closed it.
    pub closed: bool,
    run_author: Option<UserId>,
    run_since: Option<Instant>,
    /// Whether the author has blocked the other.
    pub blocks: bool,
    /// Whether the other has blocked the author.
    pub blocked: bool,
    /// Until when the author's messages so far take at the allowed pace.
    pub paced_until: Option<Instant>,
    /// What the author came to talk about.
    pub about: Option<Json<About>>,
}

impl Place {
    /// The words that wait for an answer.
    pub fn run(&self) -> Option<Run> {
        Some(Run { author: self.run_author?, since: self.run_since? })
    }

    /// The place of somebody there after one more message.
    pub fn follow(&mut self, message: &Message, after: &After, user: UserId) {
        self.last_seq = message.seq;
        (self.run_author, self.run_since) = (Some(after.run.author), Some(after.run.since));
        if user == message.author {
            self.paced_until = after.paced_until;
            self.about = None;
        }
    }
}

/// Waits for one's turn in a conversation, which lasts until the transaction ends.
///
/// The first statement of its transaction: it gives no number to the transaction, and a row's lock would before it is
/// had. So transactions are numbered in the order of their turns, which is what `frames` are read by.
///
/// # Errors
/// As the database fails.
pub async fn take_turn(tx: &mut Tx, id: ConversationId) -> Result<()> {
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(turn_of(id)).execute(&mut **tx).await?;
    Ok(())
}

/// Takes one's turn and reads the conversation; none for who is not in it.
///
/// # Errors
/// As the database fails.
pub async fn enter(tx: &mut Tx, org: OrgId, id: ConversationId, author: UserId) -> Result<Option<Place>> {
    take_turn(tx, id).await?;
    let place = sqlx::query_as(concat!(
        "SELECT ",
        place!(),
        "
         FROM conversations c JOIN participants p ON p.org_id = c.org_id AND p.conversation_id = c.id
         WHERE c.org_id = $1 AND c.id = $2 AND p.user_id = $3"
    ))
    .bind(org)
    .bind(id)
    .bind(author)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(place)
}

/// Waits for one's turn in several conversations: always in the same order, so that two who do never wait for each other.
///
/// # Errors
/// As the database fails.
pub async fn take_turns(tx: &mut Tx, ids: &[ConversationId]) -> Result<()> {
    let mut turns: Vec<i64> = ids.iter().copied().map(turn_of).collect();
    turns.sort_unstable();
    turns.dedup();
    sqlx::query("SELECT pg_advisory_xact_lock(turn) FROM unnest($1::bigint[]) AS turn")
        .bind(turns)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The places of several authors, whose turn it is.
///
/// # Errors
/// As the database fails.
pub async fn places(
    tx: &mut Tx,
    who: &[(OrgId, ConversationId, UserId)],
) -> Result<HashMap<(OrgId, ConversationId, UserId), Place>> {
    let sql = concat!(
        "SELECT DISTINCT ON (c.org_id, c.id, p.user_id) c.org_id, c.id, p.user_id, ",
        place!(),
        " FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS w (org, conversation, author)
          JOIN conversations c ON c.org_id = w.org AND c.id = w.conversation
          JOIN participants p ON p.org_id = c.org_id AND p.conversation_id = c.id AND p.user_id = w.author"
    );
    let rows: Vec<PgRow> = sqlx::query(sql)
        .bind(who.iter().map(|one| one.0.uuid()).collect::<Vec<_>>())
        .bind(who.iter().map(|one| one.1.uuid()).collect::<Vec<_>>())
        .bind(who.iter().map(|one| one.2.uuid()).collect::<Vec<_>>())
        .fetch_all(&mut **tx)
        .await?;
    let place = |row: PgRow| {
        let at = (row.try_get("org_id")?, row.try_get("id")?, row.try_get("user_id")?);
        Ok((at, Place::from_row(&row)?))
    };
    rows.into_iter().map(place).collect()
}

/// Two conversations of one number would only wait for each other: the end of a UUIDv7 is random.
fn turn_of(id: ConversationId) -> i64 {
    let (_, end) = id.uuid().as_u64_pair();
    end.cast_signed()
}

/// What changes in a conversation with a new message.
pub struct After {
    /// The words that wait for an answer now.
    pub run: Run,
    /// Until when the author's messages take at the allowed pace; none leaves it as it is.
    pub paced_until: Option<Instant>,
    /// The caller's key of a card.
    pub card_key: Option<String>,
}

/// Writes a message, its frame and what it changes; false when the author's id of it, or a card's key, is taken.
///
/// # Errors
/// As the database fails.
pub async fn insert(tx: &mut Tx, message: &Message, after: &After) -> Result<bool> {
    let written = sqlx::query(
        "WITH message AS (
             INSERT INTO messages (org_id, conversation_id, seq, id, author, client_id, kind, text, attachments, reply_to,
                                   about, card_kind, card_subject, card_version, card_data, card_key, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
             ON CONFLICT DO NOTHING RETURNING seq
         ), conversation AS (
             UPDATE conversations c SET last_seq = message.seq, last_at = $17, run_author = $18, run_since = $19
             FROM message WHERE c.org_id = $1 AND c.id = $2
         ), author AS (
             UPDATE participants p SET paced_until = coalesce($20, p.paced_until), about = CASE WHEN $11::jsonb IS NULL THEN p.about END
             FROM message WHERE p.org_id = $1 AND p.conversation_id = $2 AND p.user_id = $5
         )
         INSERT INTO frames (org_id, conversation_id, kind, seq, at) SELECT $1, $2, 'message', message.seq, $17 FROM message",
    )
    .bind(message.org_id)
    .bind(message.conversation_id)
    .bind(message.seq)
    .bind(message.id)
    .bind(message.author)
    .bind(message.client_id)
    .bind(&message.kind)
    .bind(&message.text)
    .bind(&message.attachments)
    .bind(message.reply_to)
    .bind(&message.about)
    .bind(&message.card_kind)
    .bind(message.card_subject)
    .bind(message.card_version)
    .bind(&message.card_data)
    .bind(&after.card_key)
    .bind(message.created_at)
    .bind(after.run.author)
    .bind(after.run.since)
    .bind(after.paced_until)
    .execute(&mut **tx)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Writes messages of words; false when one of them is there already: then the transaction must not be committed.
///
/// # Errors
/// As the database fails.
pub async fn insert_all(tx: &mut Tx, rows: &[(&Message, &After)]) -> Result<bool> {
    let now = tx.now();
    let said = Said::of(rows);
    let messages = || rows.iter().map(|row| row.0);
    let written = sqlx::query(
        "INSERT INTO messages (org_id, conversation_id, seq, id, author, client_id, kind, text, about, created_at)
         SELECT org, conversation, seq, id, author, client, 'text', text, about, $8
         FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $9::jsonb[])
              AS m (org, conversation, seq, id, author, client, text, about)
         ON CONFLICT DO NOTHING",
    )
    .bind(&said.orgs)
    .bind(&said.conversations)
    .bind(&said.seqs)
    .bind(messages().map(|message| message.id).collect::<Vec<_>>())
    .bind(&said.authors)
    .bind(messages().map(|message| message.client_id).collect::<Vec<_>>())
    .bind(messages().map(|message| message.text.clone()).collect::<Vec<_>>())
    .bind(now)
    .bind(&said.abouts)
    .execute(&mut **tx)
    .await?;
    Ok(written.rows_affected() == rows.len() as u64)
}

/// Writes the frames of messages, in their order, and what changes with them.
///
/// # Errors
/// As the database fails.
pub async fn tell_all(tx: &mut Tx, rows: &[(&Message, &After)]) -> Result<()> {
    let now = tx.now();
    let said = Said::of(rows);
    // Of several in one conversation, or by one author, the last counts.
    sqlx::query(
        "WITH said AS (
             SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::jsonb[], $6::uuid[], $7::timestamptz[], $8::timestamptz[])
                 AS s (org, conversation, seq, author, about, run_author, run_since, paced_until)
         ), conversation AS (
             UPDATE conversations c SET last_seq = l.seq, last_at = $9, run_author = l.run_author, run_since = l.run_since
             FROM (SELECT DISTINCT ON (org, conversation) * FROM said ORDER BY org, conversation, seq DESC) l
             WHERE c.org_id = l.org AND c.id = l.conversation
         ), author AS (
             UPDATE participants p SET paced_until = l.paced_until, about = CASE WHEN l.came THEN NULL ELSE p.about END
             FROM (SELECT DISTINCT ON (org, conversation, author) *,
                          bool_or(about IS NOT NULL) OVER (PARTITION BY org, conversation, author) AS came
                   FROM said ORDER BY org, conversation, author, seq DESC) l
             WHERE p.org_id = l.org AND p.conversation_id = l.conversation AND p.user_id = l.author
         )
         INSERT INTO frames (org_id, conversation_id, kind, seq, at)
         SELECT org, conversation, 'message', seq, $9 FROM said ORDER BY conversation, seq",
    )
    .bind(&said.orgs)
    .bind(&said.conversations)
    .bind(&said.seqs)
    .bind(&said.authors)
    .bind(&said.abouts)
    .bind(rows.iter().map(|row| row.1.run.author).collect::<Vec<_>>())
    .bind(rows.iter().map(|row| row.1.run.since).collect::<Vec<_>>())
    .bind(rows.iter().map(|row| row.1.paced_until).collect::<Vec<_>>())
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What of several messages is written with them and with what they change, by column.
struct Said {
    orgs: Vec<OrgId>,
    conversations: Vec<ConversationId>,
    seqs: Vec<i64>,
    authors: Vec<UserId>,
    abouts: Vec<Option<Value>>,
}

impl Said {
    fn of(rows: &[(&Message, &After)]) -> Self {
        let messages = || rows.iter().map(|row| row.0);
        Self {
            orgs: messages().map(|message| message.org_id).collect(),
            conversations: messages().map(|message| message.conversation_id).collect(),
            seqs: messages().map(|message| message.seq).collect(),
            authors: messages().map(|message| message.author).collect(),
            abouts: messages().map(|m| m.about.as_ref().and_then(|about| to_value(about).ok())).collect(),
        }
    }
}

/// The message an author sent under an id of theirs.
///
/// # Errors
/// As the database fails.
pub async fn by_client_id(
    db: impl PgExecutor<'_>,
    org: OrgId,
    author: UserId,
    client_id: Uuid,
) -> Result<Option<Message>> {
    let sql =
        concat!("SELECT ", columns!(), " FROM messages m WHERE m.org_id = $1 AND m.author = $2 AND m.client_id = $3");
    Ok(sqlx::query_as(sql).bind(org).bind(author).bind(client_id).fetch_optional(db).await?)
}

/// Whether a message is there to be answered.
///
/// # Errors
/// As the database fails.
pub async fn exists(db: impl PgExecutor<'_>, org: OrgId, id: ConversationId, seq: i64) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT FROM messages WHERE org_id = $1 AND conversation_id = $2 AND seq = $3)";
    Ok(sqlx::query_scalar(sql).bind(org).bind(id).bind(seq).fetch_one(db).await?)
}
