//! The rows of notifications, deliveries and mails as they are written.

use plaza_core::{OrgId, UserId};
use plaza_db::{Result, Tx};
use plaza_identity_api::UserCard;
use plaza_notifications_api::NotificationId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::types::Json;
use sqlx::{FromRow, PgExecutor, Row, postgres::PgRow};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::kind::{Channel, Kind};
use crate::domain::mail::Attachment;
use crate::domain::texts::Rendered;

/// How far a delivery got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// On its way.
    Queued,
    /// Accepted by the mail server, or shown in the app.
    Sent,
    /// Given up.
    Failed,
    /// Not wanted, or nothing to tell any more.
    Suppressed,
    /// Rests in the local outbox, for no mail server is set.
    Outbox,
}

impl State {
    /// Its name on the wire and in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Suppressed => "suppressed",
            Self::Outbox => "outbox",
        }
    }
}

/// A notification that is not put into words yet.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Its organisation, or nil.
    pub org_id: OrgId,
    /// Its id.
    pub id: NotificationId,
    /// Whom it tells.
    pub user_id: UserId,
    /// What.
    pub kind: Kind,
    /// About what.
    pub subject_id: Uuid,
    /// Facts of its event.
    pub facts: Value,
}

/// A delivery to record.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Its id.
    pub id: Uuid,
    /// Over which channel.
    pub channel: Channel,
    /// How far it is.
    pub state: State,
    /// Of a mail.
    pub message_id: Option<String>,
    /// Why it is suppressed.
    pub why: Option<String>,
}

/// A mail to keep.
#[derive(Debug)]
pub struct Written<'a> {
    /// Its delivery.
    pub delivery: Uuid,
    /// Who gets it.
    pub user: &'a UserCard,
    /// Name of the sender.
    pub from_name: &'a str,
    /// Its texts.
    pub rendered: &'a Rendered,
    /// Its files.
    pub attachments: Vec<Attachment>,
}

impl Delivery {
    /// A delivery over a channel.
    pub fn new(channel: Channel, state: State) -> Self {
        Self { id: Uuid::now_v7(), channel, state, message_id: None, why: None }
    }

    /// One that does not happen.
    pub fn suppressed(channel: Channel, why: &str) -> Self {
        Self { why: Some(why.to_owned()), ..Self::new(channel, State::Suppressed) }
    }
}

impl FromRow<'_, PgRow> for Waiting {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let kind: String = row.try_get("kind")?;
        Ok(Self {
            org_id: row.try_get("org_id")?,
            id: row.try_get("id")?,
            user_id: row.try_get("user_id")?,
            kind: Kind::from_name(&kind)
                .ok_or_else(|| sqlx::Error::Decode(format!("'{kind}' is no kind of notification").into()))?,
            subject_id: row.try_get("subject_id")?,
            facts: row.try_get("facts")?,
        })
    }
}

/// The notification, unless it was put into words already.
pub async fn waiting(db: impl PgExecutor<'_>, org: OrgId, id: NotificationId) -> Result<Option<Waiting>> {
    Ok(sqlx::query_as(
        "SELECT org_id, id, user_id, kind, subject_id, facts FROM notifications
         WHERE org_id = $1 AND id = $2 AND rendered_at IS NULL",
    )
    .bind(org)
    .bind(id)
    .fetch_optional(db)
    .await?)
}

/// Notes that the texts are made, or that there are none to make; false when somebody did so before.
pub async fn rendered(tx: &mut Tx, waiting: &Waiting, texts: Option<&Rendered>) -> Result<bool> {
    let now = tx.now();
    let done = sqlx::query(
        "UPDATE notifications SET title = $3, body = $4, rendered_at = $5
         WHERE org_id = $1 AND id = $2 AND rendered_at IS NULL",
    )
    .bind(waiting.org_id)
    .bind(waiting.id)
    .bind(texts.map(|texts| &texts.title))
    .bind(texts.map(|texts| &texts.summary))
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Shows the notification in the app from now on.
pub async fn show(tx: &mut Tx, waiting: &Waiting) -> Result<()> {
    let now = tx.now();
    sqlx::query("UPDATE notifications SET shown_at = $3 WHERE org_id = $1 AND id = $2")
        .bind(waiting.org_id)
        .bind(waiting.id)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Records a delivery.
pub async fn insert(tx: &mut Tx, waiting: &Waiting, delivery: &Delivery) -> Result<()> {
    let now = tx.now();
    let ended = (delivery.state != State::Queued).then_some(now);
    sqlx::query(
        "INSERT INTO deliveries (org_id, id, notification_id, channel, state, message_id, error, created_at, ended_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(waiting.org_id)
    .bind(delivery.id)
    .bind(waiting.id)
    .bind(delivery.channel.name())
    .bind(delivery.state.name())
    .bind(&delivery.message_id)
    .bind(&delivery.why)
    .bind(now)
    .bind(ended)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Keeps a mail.
pub async fn insert_mail(tx: &mut Tx, waiting: &Waiting, mail: &Written<'_>) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "INSERT INTO mails (org_id, delivery_id, user_id, kind, to_name, to_address, from_name, subject, html, text,
                            attachments, secret, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(waiting.org_id)
    .bind(mail.delivery)
    .bind(waiting.user_id)
    .bind(waiting.kind.name())
    .bind(&mail.user.name)
    .bind(&mail.user.email)
    .bind(mail.from_name)
    .bind(&mail.rendered.subject)
    .bind(&mail.rendered.html)
    .bind(&mail.rendered.text)
    .bind(Json(&mail.attachments))
    .bind(waiting.kind.is_secret())
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
