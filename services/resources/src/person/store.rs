//! Whose profile is shown, and what that makes of their time.

use plaza_core::{Instant, OrgId, UserId};
use plaza_db::Tx;
use plaza_resources_api::ResourceId;

use super::whose;
use crate::body::Status;
use crate::error::Result;
use crate::publish::store::name_of;

/// Notes whether somebody's profile was shown at a time, unless something later is known; answers what holds now.
/// Nobody else changes it until the transaction ends.
pub async fn note(tx: &mut Tx, org: OrgId, user: UserId, shown: bool, at: Instant) -> Result<bool> {
    sqlx::query(
        "INSERT INTO people AS p (org_id, user_id, shown, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (org_id, user_id) DO UPDATE SET shown = excluded.shown, at = excluded.at WHERE p.at <= excluded.at",
    )
    .bind(org)
    .bind(user)
    .bind(shown)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    let now = sqlx::query_scalar("SELECT shown FROM people WHERE org_id = $1 AND user_id = $2")
        .bind(org)
        .bind(user)
        .fetch_one(&mut **tx)
        .await?;
    Ok(now)
}

/// Whose time a resource is, as what may be done with it depends on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Host {
    /// Whether their profile is shown, as far as is known: their time can be booked only then.
    pub shown: bool,
}

/// Whose time a resource is; none for what is the organisation's. Whether they are shown stays so until the transaction
/// ends. Asked before the catalogue is taken, as everybody who takes both does.
pub async fn host_of(tx: &mut Tx, org: OrgId, id: ResourceId) -> Result<Option<Host>> {
    let key: Option<Option<String>> =
        sqlx::query_scalar("SELECT import_key FROM resources WHERE org_id = $1 AND id = $2")
            .bind(org)
            .bind(id)
            .fetch_optional(&mut **tx)
            .await?;
    let Some(user) = whose(key.flatten().as_deref()) else { return Ok(None) };
    // Of whom nothing was ever told there is no row to be locked: it is made, older than whatever will be told, so that who
    // tells first and who asks wait for each other.
    sqlx::query(
        "INSERT INTO people (org_id, user_id, shown, at) VALUES ($1, $2, true, '-infinity') ON CONFLICT DO NOTHING",
    )
    .bind(org)
    .bind(user)
    .execute(&mut **tx)
    .await?;
    let shown = sqlx::query_scalar("SELECT shown FROM people WHERE org_id = $1 AND user_id = $2 FOR SHARE")
        .bind(org)
        .bind(user)
        .fetch_one(&mut **tx)
        .await?;
    Ok(Some(Host { shown }))
}

/// Whether an operator archived the time under a key. Asked after the catalogue is taken, as whoever archives does.
pub async fn is_archived(tx: &mut Tx, org: OrgId, key: &str) -> Result<bool> {
    let found = sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM resources WHERE org_id = $1 AND import_key = $2 AND status = 'archived')",
    );
    Ok(found.bind(org).bind(key).fetch_one(&mut **tx).await?)
}

/// Gives the time of somebody the status they ask for, now or as soon as their profile is shown.
pub async fn keep(tx: &mut Tx, org: OrgId, id: ResourceId, asked: Status, shown: bool) -> Result<()> {
    sqlx::query(
        "UPDATE resources SET status = CASE WHEN $4 THEN $3 ELSE 'inactive' END,
                status_when_shown = CASE WHEN $4 THEN NULL ELSE $3 END
         WHERE org_id = $1 AND id = $2",
    )
    .bind(org)
    .bind(id)
    .bind(name_of(&asked))
    .bind(shown)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether the time under a key has another status than the profile lets it have.
pub async fn differs(tx: &mut Tx, org: OrgId, key: &str, shown: bool) -> Result<bool> {
    let found = sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM resources WHERE org_id = $1 AND import_key = $2
                        AND CASE WHEN $3 THEN status_when_shown IS NOT NULL
                                 ELSE status_when_shown IS NULL AND status <> 'archived' END)",
    );
    Ok(found.bind(org).bind(key).bind(shown).fetch_one(&mut **tx).await?)
}

/// Takes the time under a key off, or gives it the status back that it had; what an operator archived stays so.
/// Answers the resource and its version, if anything changed.
pub async fn follow(tx: &mut Tx, org: OrgId, key: &str, shown: bool, stamp: i64) -> Result<Option<(ResourceId, i32)>> {
    let now = tx.now();
    let changed = sqlx::query_as(
        "UPDATE resources
         SET status = CASE WHEN status = 'archived' THEN status WHEN $3 THEN status_when_shown ELSE 'inactive' END,
             status_when_shown = CASE WHEN $3 THEN NULL ELSE status END,
             catalogue_version = $4, updated_at = $5, version = version + 1
         WHERE org_id = $1 AND import_key = $2
           AND CASE WHEN $3 THEN status_when_shown IS NOT NULL
                    ELSE status_when_shown IS NULL AND status <> 'archived' END
         RETURNING id, version",
    );
    Ok(changed.bind(org).bind(key).bind(shown).bind(stamp).bind(now).fetch_optional(&mut **tx).await?)
}
