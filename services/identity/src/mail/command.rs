use plaza_core::Cx;
use plaza_identity_api::{MailLink, MailPurpose, MailSecret};

use super::store;
use crate::account;
use crate::app::App;
use crate::error::Result;
use crate::secrets::Token;

/// A fresh secret for a mail, or none when there is nothing to send: the account is gone, suspended, or verified already.
/// Earlier ones of the same sort stay good, for the mail may be written twice.
///
/// # Errors
/// As the database fails.
pub async fn link(app: &App, cx: &Cx, request: &MailLink) -> Result<Option<MailSecret>> {
    let Some(account) = account::by_id(app.db.pool(), request.user).await? else { return Ok(None) };
    let needless = request.purpose == MailPurpose::Verify && account.verified_at.is_some();
    if account.banned_at.is_some() || needless {
        return Ok(None);
    }
    let token = Token::random();
    let mut tx = app.db.begin(cx).await?;
    let expires_at = tx.now() + life(app, request.purpose);
    store::insert(&mut tx, &token.hash, request.user, request.purpose, expires_at).await?;
    tx.commit().await?;
    Ok(Some(MailSecret { token: token.text, expires_at }))
}

fn life(app: &App, purpose: MailPurpose) -> chrono::Duration {
    match purpose {
        MailPurpose::Verify => chrono::Duration::hours(i64::from(app.config.verify_hours)),
        MailPurpose::Reset => chrono::Duration::minutes(i64::from(app.config.reset_minutes)),
    }
}
