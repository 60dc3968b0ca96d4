use plaza_core::Cx;
use plaza_identity_api::MailPurpose;
use plaza_identity_api::events::UserVerified;
use uuid::Uuid;

use super::store;
use crate::account;
use crate::app::App;
use crate::error::{Error, Result};
use crate::mail::store as secrets;
use crate::secrets::digest;

/// Proves an address. People click twice: a spent token whose account is verified is fine.
///
/// # Errors
/// [`Error::InvalidLink`].
pub async fn verify(app: &App, cx: &Cx, token: &str) -> Result<()> {
    let hash = digest(token);
    let mut tx = app.db.begin(cx).await?;
    let Some(user_id) = secrets::spend(&mut tx, &hash, MailPurpose::Verify).await? else {
        drop(tx); // its connection goes back before another is asked for
        return verified_before(app, &hash).await;
    };
    let home = account::place(&account::memberships(&mut *tx, user_id).await?, cx.org).map(|place| place.0);
    tx.act_as(&account::acting(cx, user_id, Uuid::nil(), home.or(cx.org)));
    if store::mark(&mut tx, user_id).await? {
        tx.emit(&UserVerified { user_id });
    }
    Ok(tx.commit().await?)
}

async fn verified_before(app: &App, hash: &[u8]) -> Result<()> {
    let given =
        secrets::find(app.db.pool(), hash, MailPurpose::Verify, app.clock.now()).await?.ok_or(Error::InvalidLink)?;
    let account = account::by_id(app.db.pool(), given.user_id).await?.ok_or(Error::InvalidLink)?;
    if given.used_at.is_some() && account.is_open() { Ok(()) } else { Err(Error::InvalidLink) }
}
