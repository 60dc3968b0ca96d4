use plaza_core::{Cx, Fault};
use plaza_identity_api::events::PasswordChanged;

use super::store;
use crate::account;
use crate::app::App;
use crate::domain::password;
use crate::error::Error;
use crate::passwords::Verdict;
use crate::sessions::http::current as current_session;
use crate::sessions::store::{self as sessions, Reason};

/// Changes the caller's password; the session that asks goes on.
///
/// # Errors
/// [`Error::WrongPassword`], [`Error::Field`] for a new one that is too easy.
pub async fn change(app: &App, cx: &Cx, current: &str, new: &str) -> Result<(), Fault> {
    let user_id = cx.user()?;
    let account = account::by_id(app.db.pool(), user_id).await?.ok_or(Error::NoSuchPerson)?;
    password::check("new", new, &account.email)?;
    if app.passwords.verify(current, Some(&account.password_hash)).await? == Verdict::Wrong {
        return Err(Error::WrongPassword.into());
    }
    let hash = app.passwords.hash(new).await?;
    let mut tx = app.db.begin(cx).await?;
    if !store::replace(&mut tx, user_id, &account.password_hash, &hash).await? {
        return Err(Error::WrongPassword.into());
    }
    sessions::revoke_all(&mut tx, user_id, current_session(cx), Reason::Password).await?;
    tx.emit(&PasswordChanged { user_id });
    Ok(tx.commit().await?)
}
