//! Submitting, pausing and resuming.

use plaza_core::Cx;
use plaza_gigs_api::GigId;
use plaza_professionals_api::ProfileStatus;

use crate::app::App;
use crate::domain::life::Action;
use crate::error::{Error, Result};
use crate::sellers::store;
use crate::view::GigView;
use crate::{facts, record};

/// Does to one's gig what its owner wants; to be found it needs a published profile.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Illegal`], [`Error::ProfileNotPublished`].
pub async fn act(app: &App, cx: &Cx, id: GigId, action: Action) -> Result<GigView> {
    let to_be_found = matches!(action, Action::Submit | Action::Resume);
    // Asked of the database first: a stranger learns nothing of the profile, nor of the gig.
    let gig = record::find(app.db.pool(), cx.org()?, id).await?.ok_or(Error::NotFound)?;
    if gig.user_id != cx.user()? {
        return Err(Error::NotFound);
    }
    let (mut profile, mut moderated) = (None, false);
    if to_be_found {
        let found = app.profile(cx).await?;
        if found.status != ProfileStatus::Published {
            return Err(Error::ProfileNotPublished);
        }
        profile = Some(found);
        moderated = app.settings.settings(cx, ()).await?.hiring.moderate_gigs;
    }
    let mut tx = app.db.begin(cx).await?;
    if let Some(profile) = &profile {
        store::know(&mut tx, profile).await?;
    }
    let mut gig = record::own(&mut tx, cx, id).await?;
    let (before, now) = (gig.status, tx.now());
    gig.act(action, moderated, now)?;
    record::update(&mut tx, &mut gig).await?;
    facts::announce(&mut tx, &gig, Some(before));
    let view = GigView::from(&gig);
    tx.answer(200, &view);
    tx.commit().await?;
    Ok(view)
}
