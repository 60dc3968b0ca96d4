//! A change of an order: the decision, the row, its history, the money it moves, what is told
//! and the card in the conversation, in one transaction.

use plaza_core::{Cx, Instant, UserId};
use plaza_db::Tx;
use plaza_orders_api::{OrderId, OrderStatus};
use sqlx::types::Json;

use crate::app::App;
use crate::domain::action::Action;
use crate::domain::order::decide;
use crate::domain::side::{Actor, Side};
use crate::domain::work::Work;
use crate::error::Error;
use crate::facts;
use crate::money;
use crate::record::{self, Order};
use crate::show;
use crate::view::OrderView;

/// Something that is done to an order.
#[derive(Debug, Clone, Copy)]
pub struct Deed<'a> {
    /// What.
    pub action: Action,
    /// As whom.
    pub actor: Actor,
    /// By whom; none when it happens by itself.
    pub by: Option<UserId>,
    /// In their words, or a code.
    pub note: Option<&'a str>,
}

impl<'a> Deed<'a> {
    /// Something that happens by itself.
    pub const fn by_itself(action: Action, note: Option<&'a str>) -> Self {
        Self { action, actor: Actor::Itself, by: None, note }
    }

    /// Something that somebody does.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who has no part in the order.
    pub fn of(cx: &Cx, order: &Order, action: Action, note: Option<&'a str>) -> Result<Self, Error> {
        Ok(Self { action, actor: order.actor(cx)?, by: Some(cx.user()?), note })
    }
}

/// Does a thing to an order of the context's organisation; answers the order after it.
///
/// # Errors
/// 404 for who has no part in it; [`Error::Refused`] with the reason.
pub async fn perform(app: &App, cx: &Cx, id: OrderId, action: Action, note: Option<&str>) -> Result<Order, Error> {
    let mut tx = app.db.begin(cx).await?;
    let order = record::lock(&mut *tx, cx.org()?, id).await?;
    let changed = act(&mut tx, &order, Deed::of(cx, &order, action, note)?).await?;
    tx.answer(200, &OrderView::of(&changed, cx, tx.now()));
    tx.commit().await?;
    Ok(changed)
}

/// Does a thing to a locked order within its transaction.
///
/// # Errors
/// [`Error::Refused`], or as the database fails.
pub async fn act(tx: &mut Tx, order: &Order, deed: Deed<'_>) -> Result<Order, Error> {
    let now = tx.now();
    let decision = decide(&order.work, deed.action, deed.actor, now)
        .map_err(|refusal| Error::Refused { refusal, currency: order.currency })?;
    let changed = write(tx, order, &decision.after, deed, now).await?;
    write_history(tx, &changed, Some(order.work.status), deed, now).await?;
    for effect in decision.effects {
        money::command::order(tx, &changed, effect).await?;
    }
    for told in decision.told {
        facts::announce(tx, &changed, told, deed.by);
    }
    show::order_changed(tx, &changed).await?;
    Ok(changed)
}

async fn write(tx: &mut Tx, before: &Order, after: &Work, deed: Deed<'_>, now: Instant) -> Result<Order, Error> {
    let completes = matches!(after.status, OrderStatus::Completed | OrderStatus::PaidOut);
    let changed = sqlx::query_as(
        "UPDATE orders SET status = $4, released = $5, refunded = $6, milestones = $7, revisions_used = $8,
                extension_days = $9, cancellation = $10, due_at = $11, completes_at = $12, noticed_at = $13,
                funded_at = CASE WHEN $14 THEN $16 ELSE funded_at END,
                completed_at = CASE WHEN $15 THEN coalesce(completed_at, $16) ELSE completed_at END,
                reason = CASE WHEN $17::text IS NULL THEN reason ELSE $17 END,
                payment_problem = CASE WHEN $14 THEN NULL ELSE payment_problem END,
                version = version + 1, updated_at = $16
         WHERE org_id = $1 AND id = $2 AND version = $3 RETURNING *",
    )
    .bind(before.org)
    .bind(before.id)
    .bind(before.version)
    .bind(after.status.name())
    .bind(after.released)
    .bind(after.refunded)
    .bind(Json(&after.milestones))
    .bind(i32::try_from(after.revisions_used).unwrap_or(i32::MAX))
    .bind(after.extension.and_then(|days| i32::try_from(days).ok()))
    .bind(after.cancellation.map(Side::name))
    .bind(after.due_at)
    .bind(after.completes_at)
    .bind(after.noticed_at)
    .bind(deed.action == Action::Fund)
    .bind(completes)
    .bind(now)
    .bind(deed.note.filter(|_| deed.action == Action::GiveUp))
    .fetch_optional(&mut **tx)
    .await?;
    changed.ok_or(Error::Changed)
}

/// Adds an entry to an order's history.
///
/// # Errors
/// As the database fails.
pub async fn write_history(
    tx: &mut Tx,
    after: &Order,
    before: Option<OrderStatus>,
    deed: Deed<'_>,
    now: Instant,
) -> Result<(), Error> {
    let actor = tx.actor().to_owned();
    let action = if before.is_some() { deed.action.name() } else { "order" };
    sqlx::query(
        "INSERT INTO order_history (org_id, order_id, version, action, from_status, to_status, at, actor, side, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(after.org)
    .bind(after.id)
    .bind(after.version)
    .bind(action)
    .bind(before.map(OrderStatus::name))
    .bind(after.work.status.name())
    .bind(now)
    .bind(actor)
    .bind(deed.actor.side().map(Side::name))
    .bind(deed.note)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
