//! Opening and deciding a dispute: its words are written with the change.

use plaza_core::{Cx, Fault, Money};
use plaza_orders_api::OrderId;

use crate::app::App;
use crate::change::{Deed, act};
use crate::domain::action::Action;
use crate::error::Error;
use crate::record::{self, Order};
use crate::view::OrderView;

/// A manager's decision.
#[derive(Debug, Clone)]
pub struct Split {
    /// For the work that was done.
    pub to_professional: Money,
    /// Back to who paid.
    pub to_client: Money,
    /// Why, for both to read.
    pub note: String,
}

/// Asks a manager to decide.
///
/// # Errors
/// 404 for a stranger's; [`Error::Refused`] by its state.
pub async fn dispute(app: &App, cx: &Cx, id: OrderId, reason: &str, text: &str) -> Result<Order, Error> {
    let org = cx.org()?;
    let mut tx = app.db.begin(cx).await?;
    let order = record::lock(&mut *tx, org, id).await?;
    let changed = act(&mut tx, &order, Deed::of(cx, &order, Action::Dispute, Some(reason))?).await?;
    let now = tx.now();
    sqlx::query(
        "INSERT INTO disputes (org_id, order_id, opened_by, reason, text, opened_at) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(org)
    .bind(id)
    .bind(cx.user()?)
    .bind(reason)
    .bind(text)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    tx.answer(200, &OrderView::of(&changed, cx, now));
    tx.commit().await?;
    Ok(changed)
}

/// Decides a dispute: the two amounts are all that is held.
///
/// # Errors
/// 403 for one's own; [`Error::Refused`] by its state and the amounts.
pub async fn resolve(app: &App, cx: &Cx, id: OrderId, split: Split) -> Result<Order, Error> {
    let (org, me) = (cx.org()?, cx.user()?);
    let mut tx = app.db.begin(cx).await?;
    let order = record::lock(&mut *tx, org, id).await?;
    if order.side_of(me).is_some() {
        return Err(Error::OwnDispute);
    }
    for (field, amount) in [("toProfessional", split.to_professional), ("toClient", split.to_client)] {
        if amount.currency != order.currency {
            return Err(Fault::invalid(field, format!("must be in {}", order.currency)).into());
        }
    }
    let (to_professional, to_client) = (split.to_professional.amount, split.to_client.amount);
    let action = Action::Resolve { to_professional, to_client };
    let changed = act(&mut tx, &order, Deed::of(cx, &order, action, Some(&split.note))?).await?;
    let now = tx.now();
    sqlx::query(
        "UPDATE disputes SET resolved_at = $3, resolved_by = $4, to_professional = $5, to_client = $6, note = $7
         WHERE org_id = $1 AND order_id = $2",
    )
    .bind(org)
    .bind(id)
    .bind(now)
    .bind(me)
    .bind(to_professional)
    .bind(to_client)
    .bind(&split.note)
    .execute(&mut *tx)
    .await?;
    tx.answer(200, &OrderView::of(&changed, cx, now));
    tx.commit().await?;
    Ok(changed)
}
