//! How a notification comes to be: once per person and key, together with the job that delivers it.

use plaza_core::UserId;
use plaza_db::{Result, Tx};
use plaza_notifications_api::NotificationId;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::app::scope;
use crate::deliver::job::DELIVER;
use crate::domain::kind::Kind;

/// A notification to record.
#[derive(Debug, Clone)]
pub struct New {
    /// Once per person and key.
    pub key: String,
    /// What they are told.
    pub kind: Kind,
    /// Whom.
    pub user: UserId,
    /// What it is about.
    pub subject: Uuid,
    /// What the texts need of the event.
    pub facts: Value,
}

/// Which notification a job is about.
#[derive(Debug, Serialize, Deserialize)]
pub struct WhichNotification {
    /// Its id.
    pub notification: NotificationId,
}

impl New {
    /// A notification that its ids tell.
    pub fn of(kind: Kind, key: String, user: UserId, subject: Uuid) -> Self {
        Self { key, kind, user, subject, facts: json!({}) }
    }
}

/// Records a notification in the transaction's organisation, and its delivery with it.
/// Returns its id, or none when this person was told under this key already.
///
/// # Errors
/// As the database fails.
pub async fn record(tx: &mut Tx, new: &New) -> Result<Option<NotificationId>> {
    let (now, org, id) = (tx.now(), scope(tx.org()), NotificationId::new());
    let done = sqlx::query(
        "INSERT INTO notifications (org_id, id, user_id, key, kind, subject_id, facts, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT ON CONSTRAINT notifications_once DO NOTHING",
    )
    .bind(org)
    .bind(id)
    .bind(new.user)
    .bind(&new.key)
    .bind(new.kind.name())
    .bind(new.subject)
    .bind(&new.facts)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(None);
    }
    plaza_jobs::enqueue(tx, DELIVER, &WhichNotification { notification: id }).await?;
    Ok(Some(id))
}
