use plaza_core::{Cx, OrgId};
use plaza_payments_api::PaymentId;

use crate::app::App;
use crate::error::Result;
use crate::settle;

/// Takes a webhook. A repeat is fine; so is one about a charge that is not ours.
pub async fn receive(app: &App, signature: Option<&str>, body: &[u8]) -> Result<()> {
    let notice = app.provider.verify_webhook(signature, body, app.clock.now()).await?;
    let Ok(id) = notice.charge_key.parse::<PaymentId>() else {
        tracing::warn!(event = notice.event_id, "a webhook about a charge that is not ours");
        return Ok(());
    };
    // The provider knows no organisations: our key of the charge leads to it.
    let org: Option<OrgId> = sqlx::query_scalar("SELECT org_id FROM payments WHERE id = $1")
        .bind(id.uuid())
        .fetch_optional(app.db.pool())
        .await?;
    let Some(org) = org else {
        tracing::warn!(event = notice.event_id, "a webhook about a payment that is not ours");
        return Ok(());
    };
    let cx = Cx::service("payments", Some(org));
    settle::command::record(app, &cx, org, id, &notice.answer, Some(&notice)).await?;
    Ok(())
}
