use plaza_core::{Cx, Fault};

use crate::account;
use crate::app::App;
use crate::error::Error;
use crate::secrets::digest;
use crate::sessions::http::current;
use crate::sessions::store::{self, Reason};

/// Ends the session of a refresh token, or the caller's own. Nothing to end is fine: it is over either way.
///
/// # Errors
/// 401 when neither names a session.
pub async fn logout(app: &App, cx: &Cx, refresh: Option<&str>) -> Result<(), Fault> {
    let session = match refresh {
        Some(text) => store::of_token(app.db.pool(), &digest(text)).await?,
        None => Some((current(cx).unwrap_or_default(), cx.user()?)),
    };
    let Some((session, user)) = session else { return Ok(()) };
    end(app, cx, session, user).await.map_err(Fault::from)
}

async fn end(app: &App, cx: &Cx, session: uuid::Uuid, user: plaza_core::UserId) -> Result<(), Error> {
    let mut tx = app.db.begin(&account::acting(cx, user, session, cx.org)).await?;
    store::revoke(&mut tx, session, user, Reason::Logout).await?;
    Ok(tx.commit().await?)
}
