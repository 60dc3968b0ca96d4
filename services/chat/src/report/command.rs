//! Reporting, looking and deciding.

use plaza_chat_api::ConversationId;
use plaza_chat_api::events::{ConversationClosed, ReportFacts, ReportMade, ReportOpened, ReportResolved};
use plaza_core::{Cx, Fault, Instant, UserId};
use plaza_db::Tx;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::query::{self, Report};
use crate::app::App;
use crate::change;
use crate::error::{Error, Result};
use crate::record::{self, Message};
use crate::{history, room, send};

/// Messages shown before and after the reported one.
const AROUND: i64 = 10;

/// A report that was made.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ChatReportMade)]
pub struct Made {
    /// Its id.
    pub id: Uuid,
}

/// What an operator decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is wrong with it.
    Dismissed,
    /// The message is erased; evidence of an open dispute only with its decision, and until then the two do not see it.
    Removed,
    /// The conversation is closed: nobody writes there any more.
    Closed,
}

impl Outcome {
    /// Its name in tables and events.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dismissed => "dismissed",
            Self::Removed => "removed",
            Self::Closed => "closed",
        }
    }
}

/// Reports a message, or the conversation, of the context's person.
///
/// # Errors
/// [`Error::NotFound`] for who is not in it; [`Error::NoSuchMessage`].
pub async fn report(
    app: &App,
    cx: &Cx,
    id: ConversationId,
    seq: Option<i64>,
    reason: &str,
    text: &str,
) -> Result<Made> {
    let (room, me) = room::mine(app, cx, id).await?;
    let mut tx = app.db.begin(cx).await?;
    let said = match seq {
        Some(seq) => record::message(&mut *tx, room.org, id, seq).await?.ok_or(Error::NoSuchMessage)?.text,
        None => None,
    };
    let (made, now) = (Made { id: Uuid::now_v7() }, tx.now());
    sqlx::query(
        "INSERT INTO reports (org_id, id, conversation_id, seq, reporter, reason, text, said, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(room.org)
    .bind(made.id)
    .bind(id)
    .bind(seq)
    .bind(me)
    .bind(reason)
    .bind(text)
    .bind(said)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    tx.emit(&ReportMade(ReportFacts {
        report_id: made.id,
        conversation_id: id,
        seq,
        reporter: me,
        reason: reason.to_owned(),
        outcome: None,
        operator: None,
        timestamp: now,
    }));
    tx.answer(201, &made);
    tx.commit().await?;
    Ok(made)
}

/// A report with the messages around what it is about. That an operator read them is on record.
///
/// # Errors
/// [`Error::NoSuchReport`], [`Error::OwnReport`].
pub async fn open(app: &App, cx: &Cx, id: Uuid) -> Result<(Report, Vec<Message>)> {
    let (org, operator) = (cx.org()?, cx.user()?);
    let pool = app.db.pool();
    let report = query::of_others(pool, org, id, operator).await?;
    let messages = match report.seq {
        Some(seq) => {
            let mut around = history::query::before(pool, org, report.conversation_id, seq, AROUND).await?;
            around.extend(history::query::after(pool, org, report.conversation_id, seq - 1, AROUND + 1).await?);
            around
        }
        None => history::query::before(pool, org, report.conversation_id, i64::MAX, 2 * AROUND).await?,
    };
    let mut tx = app.db.begin(cx).await?;
    let now = tx.now();
    tx.emit(&ReportOpened(facts(&report, operator, now)));
    tx.commit().await?;
    Ok((report, messages))
}

/// Decides on a report, once.
///
/// # Errors
/// [`Error::NoSuchReport`], [`Error::OwnReport`], [`Error::ReportResolved`]; 400 to remove a message when none was reported.
pub async fn resolve(app: &App, cx: &Cx, id: Uuid, outcome: Outcome, note: &str) -> Result<Report> {
    let (org, operator) = (cx.org()?, cx.user()?);
    let found = query::of_others(app.db.pool(), org, id, operator).await?;
    let mut tx = app.db.begin(cx).await?;
    send::store::take_turn(&mut tx, found.conversation_id).await?;
    let now = tx.now();
    let resolved: Option<Report> = sqlx::query_as(
        "UPDATE reports SET outcome = $3, note = $4, resolved_by = $5, resolved_at = $6, said = NULL
         WHERE org_id = $1 AND id = $2 AND outcome IS NULL RETURNING *",
    )
    .bind(org)
    .bind(id)
    .bind(outcome.name())
    .bind(note)
    .bind(operator)
    .bind(now)
    .fetch_optional(&mut *tx)
    .await?;
    let report = resolved.ok_or(Error::ReportResolved)?;
    act(&mut tx, &report, outcome, now).await?;
    tx.emit(&ReportResolved(facts(&report, operator, now)));
    tx.answer(200, &super::http::ReportView::from(report.clone()));
    app.commit(tx).await?;
    Ok(report)
}

async fn act(tx: &mut Tx, report: &Report, outcome: Outcome, now: Instant) -> Result<()> {
    match (outcome, report.seq) {
        (Outcome::Dismissed, _) => Ok(()),
        (Outcome::Removed, None) => {
            Err(Fault::invalid("outcome", "cannot be 'removed': no message was reported").into())
        }
        (Outcome::Removed, Some(seq)) => {
            let message = record::message(&mut **tx, report.org_id, report.conversation_id, seq).await?;
            match message {
                Some(message) if message.deleted_at.is_none() && message.kind != "card" => {
                    change::command::remove(tx, report.org_id, report.conversation_id, seq).await
                }
                // A card says nothing of anybody's own.
                _ => Ok(()),
            }
        }
        (Outcome::Closed, _) => {
            sqlx::query("UPDATE conversations SET closed_at = coalesce(closed_at, $3) WHERE org_id = $1 AND id = $2")
                .bind(report.org_id)
                .bind(report.conversation_id)
                .bind(now)
                .execute(&mut **tx)
                .await?;
            tx.emit(&ConversationClosed { conversation_id: report.conversation_id, timestamp: now });
            Ok(())
        }
    }
}

fn facts(report: &Report, operator: UserId, now: Instant) -> ReportFacts {
    ReportFacts {
        report_id: report.id,
        conversation_id: report.conversation_id,
        seq: report.seq,
        reporter: report.reporter,
        reason: report.reason.clone(),
        outcome: report.outcome.clone(),
        operator: Some(operator),
        timestamp: now,
    }
}
