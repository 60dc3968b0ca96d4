//! The choices that were made.

use plaza_core::{OrgId, UserId};
use plaza_db::{Result, Tx};
use sqlx::{FromRow, PgExecutor};

use super::http::PreferenceChange;
use crate::domain::kind::{Channel, Kind};

/// A choice somebody made.
#[derive(Debug, Clone, FromRow)]
pub struct Choice {
    kind: String,
    channel: String,
    enabled: bool,
}

/// What somebody chose.
pub async fn of(db: impl PgExecutor<'_>, org: OrgId, user: UserId) -> Result<Vec<Choice>> {
    Ok(sqlx::query_as("SELECT kind, channel, enabled FROM preferences WHERE org_id = $1 AND user_id = $2")
        .bind(org)
        .bind(user)
        .fetch_all(db)
        .await?)
}

/// The choice about a kind and channel, if there is one.
pub fn choice(chosen: &[Choice], kind: Kind, channel: Channel) -> Option<bool> {
    let about = |choice: &&Choice| choice.kind == kind.name() && choice.channel == channel.name();
    chosen.iter().find(about).map(|choice| choice.enabled)
}

/// Keeps a choice.
pub async fn keep(tx: &mut Tx, org: OrgId, user: UserId, change: &PreferenceChange) -> Result<()> {
    let now = tx.now();
    sqlx::query(
        "INSERT INTO preferences (org_id, user_id, kind, channel, enabled, changed_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (org_id, user_id, kind, channel) DO UPDATE SET enabled = $5, changed_at = $6",
    )
    .bind(org)
    .bind(user)
    .bind(change.kind.name())
    .bind(change.channel.name())
    .bind(change.enabled)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
