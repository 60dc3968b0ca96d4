//! Marks, all or nothing.

use plaza_core::Cx;

use super::http::{MarkRead, Unread};
use super::store;
use crate::app::{App, scope};
use crate::error::Error;
use crate::list::query;

const AT_ONCE: usize = 200;

/// Marks all, or exactly those named; answers how many are left.
///
/// # Errors
/// [`Error::NotFound`] when one of them is not the person's own: then none is marked.
pub async fn mark(app: &App, cx: &Cx, mut request: MarkRead) -> Result<Unread, Error> {
    if request.all != request.ids.is_empty() {
        return Err(Error::UnclearSelection);
    }
    if request.ids.len() > AT_ONCE {
        return Err(Error::TooManyIds);
    }
    request.ids.sort_unstable();
    request.ids.dedup();
    let (org, user) = (scope(cx.org), cx.user()?);
    let mut tx = app.db.begin(cx).await?;
    if request.all {
        store::mark_all(&mut tx, org, user).await?;
    } else if store::mark(&mut tx, org, user, &request.ids).await? != request.ids.len() {
        return Err(Error::NotFound);
    }
    let left = Unread { unread_count: query::unread(&mut *tx, org, user).await? };
    tx.answer(200, &left);
    tx.commit().await?;
    Ok(left)
}
