use plaza_core::{Cx, Instant};

use super::store::{self, Presented};
use crate::account;
use crate::app::App;
use crate::error::{Error, Result};
use crate::secrets::{Token, digest};
use crate::sessions::issue::{self, TokenPair};
use crate::sessions::store::{self as sessions, Reason};

/// What presenting a refresh token means.
#[derive(Debug, PartialEq, Eq)]
enum Use {
    /// The first time: it is spent now.
    First,
    /// A repeat of a moment ago: the same answer again.
    Repeat,
    /// A repeat long after: a copy is about.
    Reuse,
    /// Too old, or of a session that is over.
    Over,
}

/// Answers the next pair of tokens.
///
/// # Errors
/// [`Error::InvalidRefresh`]; a reuse ends the whole session first.
pub async fn refresh(app: &App, cx: &Cx, text: &str) -> Result<TokenPair> {
    let signer = app.keys.signer(&app.db).await?;
    let next = Token::successor(&app.refresh_key, text)?;
    let mut tx = app.db.begin(cx).await?;
    let now = tx.now();
    let presented = store::lock(&mut tx, &digest(text)).await?.ok_or(Error::InvalidRefresh)?;
    tx.act_as(&account::acting(cx, presented.user_id, presented.session_id, presented.org_id));
    match judge(&presented, now, app.config.refresh_grace_seconds) {
        Use::Over => return Err(Error::InvalidRefresh),
        Use::Reuse => {
            sessions::revoke(&mut tx, presented.session_id, presented.user_id, Reason::Reuse).await?;
            tx.commit().await?;
            tracing::warn!(session = %presented.session_id, "a spent refresh token came again; the session is over");
            return Err(Error::InvalidRefresh);
        }
        Use::First => {
            store::spend(&mut tx, &presented.hash).await?;
            sessions::add_token(&mut tx, presented.session_id, &next.hash, issue::refresh_expiry(app, now)).await?;
        }
        Use::Repeat => {}
    }
    let place = account::place(&account::memberships(&mut *tx, presented.user_id).await?, presented.org_id);
    store::touch(&mut tx, presented.session_id, place.as_ref().map(|place| place.0)).await?;
    let tokens = issue::pair(app, &signer, presented.user_id, presented.session_id, place, next.text, now)?;
    tx.commit().await?;
    Ok(tokens)
}

fn judge(presented: &Presented, now: Instant, grace_seconds: u32) -> Use {
    if presented.revoked_at.is_some() || presented.banned_at.is_some() || presented.expires_at <= now {
        return Use::Over;
    }
    match presented.used_at {
        None => Use::First,
        Some(used) if now - used <= chrono::Duration::seconds(i64::from(grace_seconds)) => Use::Repeat,
        Some(_) => Use::Reuse,
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, TimeZone, Utc};
    use plaza_core::UserId;
    use uuid::Uuid;

    use super::*;

    fn presented(used: Option<i64>) -> (Presented, Instant) {
        let now = Utc.timestamp_opt(1_000_000, 0).unwrap();
        let used_at = used.map(|seconds| now - Duration::seconds(seconds));
        let row = Presented {
            hash: vec![],
            session_id: Uuid::nil(),
            user_id: UserId::new(),
            org_id: None,
            used_at,
            expires_at: now + Duration::days(1),
            revoked_at: None,
            banned_at: None,
        };
        (row, now)
    }

    #[test]
    fn a_repeat_is_forgiven_for_ten_seconds() {
        for (used, wanted) in
            [(None, Use::First), (Some(0), Use::Repeat), (Some(10), Use::Repeat), (Some(11), Use::Reuse)]
        {
            let (row, now) = presented(used);
            assert_eq!(judge(&row, now, 10), wanted, "{used:?}");
        }
    }

    #[test]
    fn what_is_over_is_over_whatever_else_it_is() {
        let (row, now) = presented(Some(500));
        assert_eq!(judge(&Presented { revoked_at: Some(now), ..row.clone() }, now, 10), Use::Over);
        assert_eq!(judge(&Presented { banned_at: Some(now), ..row.clone() }, now, 10), Use::Over);
        assert_eq!(judge(&Presented { expires_at: now, ..row }, now, 10), Use::Over);
    }
}
