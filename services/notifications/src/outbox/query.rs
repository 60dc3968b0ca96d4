//! Who may see which mails, and the mails.

use plaza_core::{Cx, OrgId, Role};
use plaza_identity_api::OrgRef;
use sqlx::PgExecutor;
use uuid::Uuid;

use super::http::{MailSummary, OutboxMail, OutboxRow};
use crate::app::{App, scope};
use crate::error::Error;

/// Which mails somebody may see.
#[derive(Debug, Clone)]
pub struct Sight {
    /// Of these organisations.
    pub orgs: Vec<OrgId>,
    /// Even those that open an account.
    pub secrets: bool,
}

/// Operators see their organisation's mails. An account is one across all organisations, so what opens
/// one is shown only to admins of the installation's first organisation, together with the mails of none.
///
/// # Errors
/// As identity fails.
pub async fn sight(app: &App, cx: &Cx) -> Result<Sight, Error> {
    let org = cx.org()?;
    if !cx.roles.has(Role::Admin) {
        return Ok(Sight { orgs: vec![org], secrets: false });
    }
    let first = app.identity.organisation(cx, OrgRef::Default).await?;
    if first.is_some_and(|first| first.id == org) {
        return Ok(Sight { orgs: vec![org, scope(None)], secrets: true });
    }
    Ok(Sight { orgs: vec![org], secrets: false })
}

/// Mails, the last first.
pub async fn list(
    db: impl PgExecutor<'_>,
    sight: &Sight,
    state: Option<&str>,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<MailSummary>, Error> {
    let rows: Vec<OutboxRow> = sqlx::query_as(
        "SELECT m.*, d.state, d.attempts, d.error, d.message_id, d.ended_at
         FROM mails m JOIN deliveries d ON d.org_id = m.org_id AND d.id = m.delivery_id
         WHERE m.org_id = ANY($1) AND ($2::text IS NULL OR d.state = $2) AND ($3::uuid IS NULL OR m.delivery_id < $3)
         ORDER BY m.delivery_id DESC LIMIT $4",
    )
    .bind(&sight.orgs)
    .bind(state)
    .bind(before)
    .bind(limit)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.summary).collect())
}

/// One mail, whole.
///
/// # Errors
/// [`Error::MailNotFound`] for another organisation's; [`Error::SecretMail`] for what the reader may not open.
pub async fn mail(db: impl PgExecutor<'_>, sight: &Sight, id: Uuid) -> Result<OutboxMail, Error> {
    let row: Option<OutboxRow> = sqlx::query_as(
        "SELECT m.*, d.state, d.attempts, d.error, d.message_id, d.ended_at
         FROM mails m JOIN deliveries d ON d.org_id = m.org_id AND d.id = m.delivery_id
         WHERE m.org_id = ANY($1) AND m.delivery_id = $2",
    )
    .bind(&sight.orgs)
    .bind(id)
    .fetch_optional(db)
    .await?;
    let row = row.ok_or(Error::MailNotFound)?;
    if row.secret && !sight.secrets {
        return Err(Error::SecretMail);
    }
    Ok(OutboxMail { summary: row.summary, html: row.html, text: row.text, attachments: row.attachments.0 })
}
