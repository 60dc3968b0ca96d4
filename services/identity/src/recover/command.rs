use plaza_core::Cx;
use plaza_identity_api::MailPurpose;
use plaza_identity_api::events::{PasswordChanged, UserVerified};
use uuid::Uuid;

use super::store;
use crate::account;
use crate::app::App;
use crate::domain::password;
use crate::error::{Error, Result};
use crate::mail::store as secrets;
use crate::secrets::digest;
use crate::sessions::store::{self as sessions, Reason};
use crate::verify::store as verification;

/// Sets a new password. Who reads the mail has proved the address too.
///
/// # Errors
/// [`Error::InvalidLink`]; [`Error::Field`] for a password that is too easy, with the link still good.
pub async fn reset(app: &App, cx: &Cx, token: &str, wanted: &str) -> Result<()> {
    let hash = digest(token);
    let given = secrets::find(app.db.pool(), &hash, MailPurpose::Reset, app.clock.now())
        .await?
        .filter(|given| given.used_at.is_none())
        .ok_or(Error::InvalidLink)?;
    let account = account::by_id(app.db.pool(), given.user_id).await?.ok_or(Error::InvalidLink)?;
    password::check("password", wanted, &account.email)?;
    let password_hash = app.passwords.hash(wanted).await?;
    let home = account::place(&account::memberships(app.db.pool(), account.id).await?, cx.org).map(|place| place.0);
    let mut tx = app.db.begin(&account::acting(cx, account.id, Uuid::nil(), home.or(cx.org))).await?;
    let user_id = secrets::spend(&mut tx, &hash, MailPurpose::Reset).await?.ok_or(Error::InvalidLink)?;
    store::set_password(&mut tx, user_id, &password_hash).await?;
    if verification::mark(&mut tx, user_id).await? {
        tx.emit(&UserVerified { user_id });
    }
    sessions::revoke_all(&mut tx, user_id, None, Reason::Password).await?;
    tx.emit(&PasswordChanged { user_id });
    Ok(tx.commit().await?)
}
