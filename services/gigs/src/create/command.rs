//! Writing a new gig.

use plaza_core::{Currency, Cx};
use plaza_gigs_api::{GigId, GigStatus};

use crate::app::App;
use crate::domain::content::{Content, GigBody};
use crate::error::{Error, Result};
use crate::facts;
use crate::record::{self, Gig};
use crate::sellers::store;
use crate::view::GigView;

/// Writes a new gig of whoever asks.
///
/// # Errors
/// [`Error::NoProfile`], [`Error::Currency`], [`Error::TradesUnknown`]; names a field that cannot be.
pub async fn create(app: &App, cx: &Cx, body: GigBody) -> Result<GigView> {
    let (org, user) = (cx.org()?, cx.user()?);
    let content = body.checked(None)?;
    app.are_trades(cx, &[content.trade.as_str()]).await?;
    let profile = app.profile(cx).await?;
    in_currency(&content, app.settings.settings(cx, ()).await?.currency)?;
    let mut tx = app.db.begin(cx).await?;
    store::know(&mut tx, &profile).await?;
    let now = tx.now();
    let gig = Gig {
        org_id: org,
        id: GigId::new(),
        user_id: user,
        professional_id: profile.id.uuid(),
        status: GigStatus::Draft,
        content,
        approved: false,
        reason: None,
        submitted_at: None,
        published_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
        seller_name: profile.name,
        seller_avatar: profile.avatar,
        seller_published: false,
        rating_sum: 0,
        rating_count: 0,
        images: Vec::new(),
    };
    record::insert(&mut tx, &gig).await?;
    facts::announce(&mut tx, &gig, None);
    let gig = record::find(&mut *tx, org, gig.id).await?.ok_or(Error::NotFound)?;
    let view = GigView::from(&gig);
    tx.answer(201, &view);
    tx.commit().await?;
    Ok(view)
}

/// Refuses prices in another currency: a search compares them.
///
/// # Errors
/// [`Error::Currency`].
pub fn in_currency(content: &Content, currency: Currency) -> Result<()> {
    if content.currencies().all(|one| one == currency) { Ok(()) } else { Err(Error::Currency(currency)) }
}
