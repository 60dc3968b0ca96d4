//! Proposing other terms: the old offer ends and the new one stands, in one transaction.

use plaza_core::Cx;
use plaza_orders_api::OfferId;
use plaza_orders_api::events::{OfferCountered, OfferCreated};

use crate::app::App;
use crate::domain::offer::Action;
use crate::domain::side::Side;
use crate::domain::terms::{Asked, terms};
use crate::error::Error;
use crate::facts;
use crate::offer::command::{Between, made, talk};
use crate::offer::http::OfferView;
use crate::offers::{self, Offer};

/// Puts a new version in an offer's place; answers the new one.
///
/// # Errors
/// 404 for a stranger's; [`Error::Offer`] by its state; 403 for a professional who has unpublished meanwhile; 422 where
/// the two write no more.
pub async fn counter(app: &App, cx: &Cx, id: OfferId, asked: Asked) -> Result<Offer, Error> {
    let (org, me) = (cx.org()?, cx.user()?);
    let found = offers::find(app.db.pool(), org, id).await?;
    let side = found.side(cx)?;
    let agreed = terms(asked, app.clock.now())?;
    if side == Side::Professional && !app.takes_work(cx, me).await? {
        return Err(Error::NotAProfessional);
    }
    let other = if side == Side::Client { found.professional } else { found.client };
    talk(app, cx, found.conversation, me, other).await?;
    let mut tx = app.db.begin(cx).await?;
    let now = tx.now();
    let old = offers::lock(&mut *tx, org, id).await?;
    old.in_time(now)?;
    let old = offers::act(&mut tx, &old, Action::Counter(side), None).await?;
    let between = Between { org, conversation: old.conversation, client: old.client, professional: old.professional };
    let new = Offer {
        thread: old.thread,
        version: old.version + 1,
        supersedes: Some(old.id),
        ..made(between, old.gig, side, agreed, now)
    };
    offers::insert(&mut tx, &new).await?;
    let (before, after) = (facts::of_offer(&tx, &old, Some(me)), facts::of_offer(&tx, &new, Some(me)));
    tx.emit(&OfferCountered(before));
    tx.emit(&OfferCreated(after));
    tx.answer(201, &OfferView::of(&new, cx, now));
    tx.commit().await?;
    Ok(new)
}
