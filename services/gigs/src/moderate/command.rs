//! Accepting and refusing.

use plaza_core::Cx;
use plaza_gigs_api::GigId;

use crate::app::App;
use crate::domain::life::Action;
use crate::error::{Error, Result};
use crate::view::GigView;
use crate::{facts, record};

/// Does to a gig what an operator decides.
///
/// # Errors
/// [`Error::NotFound`], [`Error::OwnGig`], [`Error::Illegal`]; [`Error::Changed`] when it is another than was looked at.
pub async fn decide(
    app: &App,
    cx: &Cx,
    id: GigId,
    action: Action,
    version: Option<i32>,
    reason: Option<String>,
) -> Result<GigView> {
    let mut tx = app.db.begin(cx).await?;
    let mut gig = record::locked(&mut tx, cx.org()?, id).await?;
    if gig.user_id == cx.user()? {
        return Err(Error::OwnGig);
    }
    if version.is_some_and(|seen| seen != gig.version) {
        return Err(Error::Changed { now: gig.version });
    }
    let (before, now) = (gig.status, tx.now());
    gig.act(action, true, now)?;
    gig.reason = reason;
    record::update(&mut tx, &mut gig).await?;
    facts::announce(&mut tx, &gig, Some(before));
    let view = GigView::from(&gig);
    tx.answer(200, &view);
    tx.commit().await?;
    Ok(view)
}
