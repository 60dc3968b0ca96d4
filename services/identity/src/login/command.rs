use plaza_core::{Cx, OrgId, Role};
use plaza_identity_api::events::UserLoggedIn;
use uuid::Uuid;

use super::store;
use crate::account::{self, Account};
use crate::app::App;
use crate::domain::address;
use crate::error::{Error, Result};
use crate::passwords::Verdict;
use crate::secrets::Token;
use crate::sessions::issue::{self, TokenPair};
use crate::sessions::store::{self as sessions, NewSession};

/// Checks a password and opens a session. Unknown, unverified and suspended
/// accounts do the same work and get the same answer as a wrong password.
///
/// # Errors
/// [`Error::InvalidCredentials`].
pub async fn login(app: &App, cx: &Cx, email: &str, password: &str, device: &str) -> Result<TokenPair> {
    // What cannot be an address is nobody's, and takes as long as what is.
    let account = match address::parse(email) {
        Ok(email) => account::by_email(app.db.pool(), &email).await?,
        Err(_) => None,
    };
    let verdict =
        app.passwords.verify(password, account.as_ref().map(|account| account.password_hash.as_str())).await?;
    let (Some(account), Verdict::Right { upgrade }) = (account, verdict) else { return Err(Error::InvalidCredentials) };
    if !account.is_open() {
        return Err(Error::InvalidCredentials);
    }
    let place = account::place(&account::memberships(app.db.pool(), account.id).await?, cx.org);
    open(app, cx, &account, upgrade, place, device).await
}

async fn open(
    app: &App,
    cx: &Cx,
    account: &Account,
    upgrade: Option<String>,
    place: Option<(OrgId, Vec<Role>)>,
    device: &str,
) -> Result<TokenPair> {
    let signer = app.keys.signer(&app.db).await?;
    let (session, refresh, now) = (Uuid::now_v7(), Token::random(), app.clock.now());
    let org = place.as_ref().map(|place| place.0);
    let tokens = issue::pair(app, &signer, account.id, session, place, refresh.text, now)?;
    let mut tx = app.db.begin(&account::acting(cx, account.id, session, org)).await?;
    // Held until the commit: a password change or a suspension of this very moment ends this session too.
    if !store::still_open(&mut tx, account.id, &account.password_hash).await? {
        return Err(Error::InvalidCredentials);
    }
    if let Some(hash) = upgrade {
        store::upgrade(&mut tx, account.id, &hash).await?;
    }
    let address = cx.address.map(|address| address.to_string()).unwrap_or_default();
    sessions::open(
        &mut tx,
        &NewSession { id: session, user: account.id, org, device: device.chars().take(200).collect(), address },
    )
    .await?;
    sessions::add_token(&mut tx, session, &refresh.hash, issue::refresh_expiry(app, now)).await?;
    tx.emit(&UserLoggedIn { user_id: account.id });
    tx.commit().await?;
    Ok(tokens)
}
