//! An order's row, and what it remembers of its payment. Where a payment stands is no change of
//! the order, so none of it is a version of it.

use plaza_db::Tx;
use plaza_gigs_api::GigId;
use plaza_orders_api::events::OfferReopened;
use plaza_payments_api::PaymentCard;
use sqlx::PgExecutor;
use sqlx::types::Json;

use crate::domain::offer::Action;
use crate::error::Error;
use crate::facts;
use crate::offers::{self, Offer};
use crate::record::Order;

/// Writes a new order.
///
/// # Errors
/// As the database fails; an offer is ordered once.
pub async fn insert(tx: &mut Tx, order: &Order) -> Result<(), Error> {
    let number = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    sqlx::query(
        "INSERT INTO orders (org_id, id, client_id, professional_id, offer_id, gig_id, conversation_id, title, scope, lines, answers,
                             currency, commission_basis_points, silence_days, revisions, status, total, milestones, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19)",
    )
    .bind(order.org)
    .bind(order.id)
    .bind(order.client)
    .bind(order.professional)
    .bind(order.offer)
    .bind(order.gig.map(GigId::uuid))
    .bind(order.conversation.map(|conversation| conversation.uuid()))
    .bind(&order.title)
    .bind(&order.scope)
    .bind(Json(&order.lines))
    .bind(Json(&order.answers))
    .bind(order.currency.code())
    .bind(number(order.commission_basis_points))
    .bind(number(order.work.silence_days))
    .bind(number(order.work.revisions))
    .bind(order.work.status.name())
    .bind(order.work.total)
    .bind(Json(&order.work.milestones))
    .bind(order.created_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Remembers where a payment stands.
///
/// # Errors
/// As the database fails.
pub async fn remember(db: impl PgExecutor<'_>, order: &Order, card: &PaymentCard) -> Result<(), Error> {
    sqlx::query(
        "UPDATE orders SET payment_id = $3, payment_status = $4, next_action = $5, payment_problem = NULL
         WHERE org_id = $1 AND id = $2",
    )
    .bind(order.org)
    .bind(order.id)
    .bind(card.id.uuid())
    .bind(card.status.name())
    .bind(card.next_action.as_ref().map(Json))
    .execute(db)
    .await?;
    Ok(())
}

/// Remembers what keeps a payment from being tried.
///
/// # Errors
/// As the database fails.
pub async fn remember_problem(db: impl PgExecutor<'_>, order: &Order, code: &str) -> Result<(), Error> {
    sqlx::query("UPDATE orders SET payment_problem = $3 WHERE org_id = $1 AND id = $2")
        .bind(order.org)
        .bind(order.id)
        .bind(code)
        .execute(db)
        .await?;
    Ok(())
}

/// Opens an accepted offer again, with the reason.
///
/// # Errors
/// As the database fails.
pub async fn reopen(tx: &mut Tx, offer: &Offer, code: &str) -> Result<(), Error> {
    let open = offers::act(tx, offer, Action::Reopen, None).await?;
    sqlx::query("UPDATE offers SET refusal = $3 WHERE org_id = $1 AND id = $2")
        .bind(open.org)
        .bind(open.id)
        .bind(code)
        .execute(&mut **tx)
        .await?;
    let facts = facts::of_offer(tx, &open, None);
    tx.emit_in(Some(open.org), &OfferReopened(facts));
    Ok(())
}
