//! Declining and taking back.

use plaza_core::Cx;
use plaza_orders_api::OfferId;
use plaza_orders_api::events::{OfferRejected, OfferWithdrawn};

use crate::app::App;
use crate::domain::offer::Action;
use crate::error::Error;
use crate::facts;
use crate::offer::http::OfferView;
use crate::offers::{self, Offer};

/// Which no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum No {
    /// By the side that was asked.
    Reject,
    /// By the side that waits for the answer.
    Withdraw,
}

/// Ends an offer.
///
/// # Errors
/// 404 for a stranger's; [`Error::Offer`] by its state and whose turn it is.
pub async fn say_no(app: &App, cx: &Cx, id: OfferId, no: No, reason: Option<&str>) -> Result<Offer, Error> {
    let (org, me) = (cx.org()?, cx.user()?);
    let mut tx = app.db.begin(cx).await?;
    let offer = offers::lock(&mut *tx, org, id).await?;
    let side = offer.side(cx)?;
    offer.in_time(tx.now())?;
    let action = match no {
        No::Reject => Action::Reject(side),
        No::Withdraw => Action::Withdraw(side),
    };
    let ended = offers::act(&mut tx, &offer, action, reason).await?;
    let facts = facts::of_offer(&tx, &ended, Some(me));
    match no {
        No::Reject => tx.emit(&OfferRejected(facts)),
        No::Withdraw => tx.emit(&OfferWithdrawn(facts)),
    }
    tx.answer(200, &OfferView::of(&ended, cx, tx.now()));
    tx.commit().await?;
    Ok(ended)
}
