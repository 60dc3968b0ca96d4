//! The job that asks identity what somebody is now.

use std::sync::Arc;

use plaza_core::{Cx, Fault, Instant, Kind, OrgId, Result, UserId};
use plaza_db::Tx;
use plaza_jobs::{Job, enqueue_once};
use plaza_professionals_api::ProfileStatus;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::app::App;
use crate::change::command::write;
use crate::error::{self, Error};
use crate::on::take;
use crate::record;

const KIND: &str = "follow_membership";

#[derive(Debug, Serialize, Deserialize)]
struct Whose {
    user: UserId,
}

/// Hides the profile of who is no longer a member: whoever may not publish one is not hired by an old one. Any member
/// may have a profile, with the role of a professional or without. It comes back when its owner, a member again, does
/// publish it; what keeps it from that is told as missing.
pub struct FollowMembership(pub Arc<App>);

/// Orders that a person's membership is looked at; however often it is ordered at once, they are asked for once.
pub async fn order(tx: &mut Tx, org: OrgId, user: UserId) -> error::Result<()> {
    let now = tx.now();
    Ok(enqueue_once(tx, KIND, &Whose { user }, now, &format!("{org}:{user}")).await?)
}

#[async_trait::async_trait]
impl Job for FollowMembership {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, payload: Value) -> Result<()> {
        let app = &self.0;
        let Whose { user } = serde_json::from_value(payload)
            .map_err(|error| Fault::new(Kind::Invalid, "professionals.job_unreadable", error.to_string()))?;
        let asked_at = app.clock.now();
        // Who is not of the organisation at all is not made a guest by it either.
        let Some(roles) = app.identity.roles(cx, user).await? else { return Ok(()) };
        let mut tx = app.db.begin(cx).await.map_err(Error::from)?;
        note(&mut tx, cx.org()?, user, roles.books(), asked_at).await?;
        tx.commit().await.map_err(Error::from)?;
        Ok(())
    }
}

/// Writes down what was asked for at a time, unless something later is known.
async fn note(tx: &mut Tx, org: OrgId, user: UserId, member: bool, asked_at: Instant) -> error::Result<()> {
    take(tx, org, user).await?;
    let changed = sqlx::query(
        "UPDATE standings SET no_member_since = CASE WHEN $3 THEN NULL ELSE coalesce(no_member_since, $4) END, roles_at = $4
         WHERE org_id = $1 AND user_id = $2 AND (roles_at IS NULL OR roles_at <= $4)",
    )
    .bind(org)
    .bind(user)
    .bind(member)
    .bind(asked_at)
    .execute(&mut **tx)
    .await?;
    if changed.rows_affected() > 0 && !member { hide(tx, org, user).await } else { Ok(()) }
}

async fn hide(tx: &mut Tx, org: OrgId, user: UserId) -> error::Result<()> {
    let Some(mut professional) = record::locked(tx, org, user.uuid()).await? else { return Ok(()) };
    if professional.status == ProfileStatus::Published {
        professional.status = ProfileStatus::Draft;
        write(tx, &mut professional).await?;
    }
    Ok(())
}
