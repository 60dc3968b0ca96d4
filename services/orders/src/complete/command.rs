//! Accepting work.

use plaza_core::Cx;
use plaza_orders_api::{MilestoneId, OrderId};

use crate::app::App;
use crate::change::{Deed, act};
use crate::domain::action::Action;
use crate::error::Error;
use crate::record::{self, Order};
use crate::view::OrderView;

/// What is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    /// The part that was delivered, whichever it is.
    Delivered,
    /// The part that was delivered, if it is this one.
    Milestone(MilestoneId),
    /// Everything that is left.
    All,
}

/// Accepts work; the last part completes the order.
///
/// # Errors
/// 404 for a stranger's; [`Error::Refused`]; 409 when another part was delivered.
pub async fn complete(app: &App, cx: &Cx, id: OrderId, accepted: Accepted) -> Result<Order, Error> {
    let mut tx = app.db.begin(cx).await?;
    let order = record::lock(&mut *tx, cx.org()?, id).await?;
    let action = if accepted == Accepted::All { Action::AcceptAll } else { Action::Accept };
    let changed = act(&mut tx, &order, Deed::of(cx, &order, action, None)?).await?;
    let current = order.work.current().map(|part| part.id);
    if let Accepted::Milestone(asked) = accepted
        && current != Some(asked)
    {
        return Err(Error::MilestoneNotCurrent { current });
    }
    tx.answer(200, &OrderView::of(&changed, cx, tx.now()));
    tx.commit().await?;
    Ok(changed)
}
