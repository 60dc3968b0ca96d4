//! Changing a gig.

use plaza_core::Cx;
use plaza_gigs_api::GigId;

use crate::app::App;
use crate::create::command::in_currency;
use crate::domain::content::GigBody;
use crate::domain::life::Action;
use crate::error::{Error, Result};
use crate::view::GigView;
use crate::{facts, record};

/// Writes one's gig anew; what is the same as before changes nothing.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Changed`], [`Error::Currency`], [`Error::TradesUnknown`]; names a field that cannot be.
pub async fn change(app: &App, cx: &Cx, id: GigId, body: GigBody) -> Result<GigView> {
    let settings = app.settings.settings(cx, ()).await?;
    app.are_trades(cx, &[body.trade.as_str()]).await?;
    let mut tx = app.db.begin(cx).await?;
    let mut gig = record::own(&mut tx, cx, id).await?;
    if body.version.is_some_and(|version| version != gig.version) {
        return Err(Error::Changed { now: gig.version });
    }
    let content = body.checked(Some(&gig.content))?;
    in_currency(&content, settings.currency)?;
    if content == gig.content {
        return Ok(GigView::from(&gig));
    }
    let before = gig.status;
    let now = tx.now();
    gig.content = content;
    gig.act(Action::Edit { changed: true }, settings.hiring.moderate_gigs, now)?;
    record::update(&mut tx, &mut gig).await?;
    facts::announce(&mut tx, &gig, Some(before));
    tx.commit().await?;
    Ok(GigView::from(&gig))
}
