//! Ordering a gig: remote reads, what it comes to, one transaction.

use plaza_core::Cx;
use plaza_gigs_api::GigId;
use plaza_orders_api::OrderId;
use plaza_payments_api::PaymentMethod;

use crate::accept::command::work;
use crate::app::App;
use crate::domain::purchase::{Wanted, purchase};
use crate::error::Error;
use crate::fund::{command as funding, settle};
use crate::record::Order;
use crate::view::OrderView;

/// Orders a gig and pays for it: the order, and whether its payment went through or is under way.
///
/// # Errors
/// 404 for a gig that is not there; [`Error::Purchase`] by what it sells; the payment's refusal.
pub async fn buy(
    app: &App,
    cx: &Cx,
    gig: GigId,
    wanted: Wanted,
    method: PaymentMethod,
) -> Result<(u16, OrderView), Error> {
    let (org, me) = (cx.org()?, cx.user()?);
    let card = app.others.gigs.gig(cx, gig).await?.ok_or(Error::GigNotFound)?;
    let bought = purchase(&card, me, &wanted)?;
    let hiring = app.hiring(cx).await?;
    if !app.takes_work(cx, card.user_id).await? {
        return Err(Error::ProfessionalUnavailable);
    }
    let mut tx = app.db.begin(cx).await?;
    let order = Order {
        org,
        id: OrderId::new(),
        client: me,
        professional: card.user_id,
        offer: None,
        gig: Some(gig),
        conversation: None,
        title: bought.title,
        scope: bought.scope,
        lines: bought.lines,
        answers: bought.answers,
        currency: bought.total.currency,
        commission_basis_points: hiring.commission_basis_points,
        work: work(&[bought.part], bought.revisions, &hiring),
        funded_at: None,
        completed_at: None,
        payment_id: None,
        payment_status: None,
        next_action: None,
        payment_problem: None,
        reason: None,
        version: 1,
        card_posted: false,
        created_at: tx.now(),
    };
    let saga = funding::place(&mut tx, &order, me, method, &app.config).await?;
    tx.answer(201, &OrderView::of(&order, cx, order.created_at));
    tx.commit().await?;
    let outcome = match settle::drive(app, &order, saga).await {
        Ok(order) => Ok((settle::status(&order), OrderView::of(&order, cx, app.clock.now()))),
        Err(error) => Err(error),
    };
    settle::keep(app, cx, &outcome).await?;
    outcome
}
