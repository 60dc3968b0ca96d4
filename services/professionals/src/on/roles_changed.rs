use plaza_core::{Envelope, Event, OrgId, Result, Roles, UserId};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_identity_api::events::RolesChanged as Changed;
use plaza_professionals_api::ProfileStatus;

use super::take;
use crate::change::command::write;
use crate::error::{self, Error};
use crate::record;

/// Hides the profile of who is no longer a member: whoever may not publish one is not hired by an old one. Any member
/// may have a profile, with the role of a professional or without. It comes back when its owner, a member again, does
/// publish it; what keeps it from that is told as missing.
pub struct RolesChanged;

#[async_trait::async_trait]
impl Handler for RolesChanged {
    fn name(&self) -> &'static str {
        "roles_changed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[Changed::TYPE]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let facts: Changed = event.data()?;
        let Some(org) = event.orgid else { return Ok(()) };
        // The same rule as lets people in to publish.
        let member = Roles(facts.roles).books();
        take(tx, org, facts.user_id).await?;
        let changed = sqlx::query(
            "UPDATE standings SET no_member_since = CASE WHEN $3 THEN NULL ELSE coalesce(no_member_since, $4) END, roles_at = $4
             WHERE org_id = $1 AND user_id = $2 AND (roles_at IS NULL OR roles_at <= $4)",
        )
        .bind(org)
        .bind(facts.user_id)
        .bind(member)
        .bind(event.time)
        .execute(&mut **tx)
        .await
        .map_err(Error::from)?;
        if changed.rows_affected() > 0 && !member {
            hide(tx, org, facts.user_id).await?;
        }
        Ok(())
    }
}

async fn hide(tx: &mut Tx, org: OrgId, user: UserId) -> error::Result<()> {
    let Some(mut professional) = record::locked(tx, org, user.uuid()).await? else { return Ok(()) };
    if professional.status == ProfileStatus::Published {
        professional.status = ProfileStatus::Draft;
        write(tx, &mut professional).await?;
    }
    Ok(())
}
