use plaza_core::{Cx, Fault};

use super::store;
use crate::account;
use crate::app::App;
use crate::error::Error;
use crate::secrets::Token;
use crate::sessions::http::current;
use crate::sessions::issue::{self, TokenPair};
use crate::sessions::store as sessions;

/// Turns the session to another organisation and begins a new chain of refresh tokens in it.
///
/// # Errors
/// [`Error::NoSuchOrganisation`] for one that is not the person's, [`Error::InvalidRefresh`] for a session that is over.
pub async fn switch(app: &App, cx: &Cx, wanted: &str) -> Result<TokenPair, Fault> {
    let (user, session) = (cx.user()?, current(cx).unwrap_or_default());
    let memberships = account::memberships(app.db.pool(), user).await?;
    let chosen = memberships
        .iter()
        .find(|one| one.slug == wanted || one.org_id.to_string() == wanted)
        .ok_or(Error::NoSuchOrganisation)?;
    let (org, signer, refresh) = (chosen.org_id, app.keys.signer(&app.db).await?, Token::random());
    let mut tx = app.db.begin(&account::acting(cx, user, session, Some(org))).await?;
    let now = tx.now();
    if !store::turn(&mut tx, session, user, org).await? {
        return Err(Error::InvalidRefresh.into());
    }
    sessions::add_token(&mut tx, session, &refresh.hash, issue::refresh_expiry(app, now)).await?;
    let tokens = issue::pair(app, &signer, user, session, Some((org, chosen.roles())), refresh.text, now)?;
    tx.commit().await?;
    Ok(tokens)
}
