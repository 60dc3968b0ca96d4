//! Removing a document.

use plaza_core::Cx;
use plaza_verification_api::DocumentId;

use super::store;
use crate::app::App;
use crate::domain::case::Action;
use crate::error::{Error, Result};

/// Removes one's own document: the row with its key first, then the file. One that was approved stays with what was
/// approved, and is no part of the renewal.
///
/// # Errors
/// [`Error::DocumentNotFound`]; [`Error::Illegal`] while the case is under review, or approved for long yet.
pub async fn remove(app: &App, cx: &Cx, id: DocumentId) -> Result<()> {
    let (org, user) = (cx.org()?, cx.user()?);
    let mut tx = app.db.begin(cx).await?;
    let case = store::case_of(&mut tx, org, id).await?.filter(|case| case.user_id == user);
    let case = case.ok_or(Error::DocumentNotFound)?;
    case.after(Action::Edit, tx.now())?;
    let gone = store::take_out(&mut tx, org, id).await?.ok_or(Error::DocumentNotFound)?;
    store::touch(&mut tx, org, case.id).await?;
    tx.commit().await?;
    if gone {
        store::shred(app, &[id]).await;
    }
    Ok(())
}
