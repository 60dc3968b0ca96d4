//! Accepting an offer.

use plaza_core::{Cx, Instant};
use plaza_orders_api::events::{OfferAccepted, OfferAgreed};
use plaza_orders_api::{OfferId, OrderId, OrderStatus};
use plaza_payments_api::PaymentMethod;
use plaza_saga::SagaId;
use plaza_settings_api::HiringSettings;

use super::http::AcceptedView;
use crate::app::App;
use crate::domain::offer::Action;
use crate::domain::purchase::OrderLine;
use crate::domain::side::Side;
use crate::domain::terms::Part;
use crate::domain::work::{Milestone, MilestoneState, Work};
use crate::error::Error;
use crate::facts;
use crate::fund::{command as funding, settle};
use crate::offer::http::OfferView;
use crate::offers::{self, Offer};
use crate::record::Order;
use crate::view::OrderView;

/// The client accepts and pays: the order, and whether its payment went through or is under way.
///
/// # Errors
/// 404 for a stranger's; [`Error::Offer`] by its state; the payment's refusal, and then the offer is open again.
pub async fn accept(app: &App, cx: &Cx, id: OfferId, method: PaymentMethod) -> Result<(u16, AcceptedView), Error> {
    let org = cx.org()?;
    let professional = offers::find(app.db.pool(), org, id).await?.professional;
    let hiring = app.hiring(cx).await?;
    if !app.takes_work(cx, professional).await? {
        return Err(Error::ProfessionalUnavailable);
    }
    let (offer, placed, saga) = agree(app, cx, id, method, &hiring).await?;
    let outcome = match settle::drive(app, &placed, saga).await {
        Ok(order) => Ok((settle::status(&order), view(app, cx, &offer, Some(&order)))),
        Err(error) => Err(error),
    };
    settle::keep(app, cx, &outcome).await?;
    outcome
}

/// The professional agrees to the client's terms; the client accepts by paying.
///
/// # Errors
/// 404 for a stranger's; [`Error::Offer`] by its state; 403 without a published profile.
pub async fn agree_to_counter(app: &App, cx: &Cx, id: OfferId) -> Result<(u16, AcceptedView), Error> {
    let (org, me) = (cx.org()?, cx.user()?);
    if !app.takes_work(cx, me).await? {
        return Err(Error::NotAProfessional);
    }
    let mut tx = app.db.begin(cx).await?;
    let offer = offers::lock(&mut *tx, org, id).await?;
    offer.in_time(tx.now())?;
    let agreed = offers::act(&mut tx, &offer, Action::Accept(offer.side(cx)?), None).await?;
    let facts = facts::of_offer(&tx, &agreed, Some(me));
    tx.emit(&OfferAgreed(facts));
    let answer = view(app, cx, &agreed, None);
    tx.answer(200, &answer);
    tx.commit().await?;
    Ok((200, answer))
}

async fn agree(
    app: &App,
    cx: &Cx,
    id: OfferId,
    method: PaymentMethod,
    hiring: &HiringSettings,
) -> Result<(Offer, Order, SagaId), Error> {
    let (org, me) = (cx.org()?, cx.user()?);
    let mut tx = app.db.begin(cx).await?;
    let now = tx.now();
    let offer = offers::lock(&mut *tx, org, id).await?;
    let side = offer.side(cx)?;
    offer.in_time(now)?;
    offers::act(&mut tx, &offer, Action::Accept(side), None).await?;
    let order = ordered(&offer, hiring, now);
    let saga = funding::place(&mut tx, &order, me, method, &app.config).await?;
    let accepted: Offer =
        sqlx::query_as("UPDATE offers SET order_id = $3, refusal = NULL WHERE org_id = $1 AND id = $2 RETURNING *")
            .bind(org)
            .bind(id)
            .bind(order.id)
            .fetch_one(&mut *tx)
            .await?;
    let facts = facts::of_offer(&tx, &accepted, Some(me));
    tx.emit(&OfferAccepted(facts));
    tx.answer(201, &view(app, cx, &accepted, Some(&order)));
    tx.commit().await?;
    Ok((accepted, order, saga))
}

fn view(app: &App, cx: &Cx, offer: &Offer, order: Option<&Order>) -> AcceptedView {
    let now = app.clock.now();
    AcceptedView { offer: OfferView::of(offer, cx, now), order: order.map(|order| OrderView::of(order, cx, now)) }
}

fn ordered(offer: &Offer, hiring: &HiringSettings, now: Instant) -> Order {
    let line = |part: &Part| OrderLine {
        description: if offer.parts.len() == 1 {
            offer.title.clone()
        } else {
            format!("{}: {}", offer.title, part.title)
        },
        amount: plaza_core::Money::new(part.amount, offer.currency),
    };
    Order {
        org: offer.org,
        id: OrderId::new(),
        client: offer.client,
        professional: offer.professional,
        offer: Some(offer.id),
        gig: offer.gig,
        conversation: Some(offer.conversation),
        title: offer.title.clone(),
        scope: offer.scope.clone(),
        lines: offer.parts.iter().map(line).collect(),
        answers: Vec::new(),
        currency: offer.currency,
        commission_basis_points: hiring.commission_basis_points,
        work: work(&offer.parts, offer.revisions, hiring),
        funded_at: None,
        completed_at: None,
        payment_id: None,
        payment_status: None,
        next_action: None,
        payment_problem: None,
        reason: None,
        version: 1,
        card_posted: false,
        created_at: now,
    }
}

/// Work that awaits its payment.
pub fn work(parts: &[Part], revisions: u32, hiring: &HiringSettings) -> Work {
    let milestone = |part: &Part| Milestone {
        id: part.id,
        title: part.title.clone(),
        amount: part.amount,
        due_in_days: part.due_in_days,
        due_at: None,
        state: MilestoneState::Open,
    };
    Work {
        status: OrderStatus::AwaitingPayment,
        total: parts.iter().map(|part| part.amount).sum(),
        released: 0,
        refunded: 0,
        paid_out: 0,
        milestones: parts.iter().map(milestone).collect(),
        revisions,
        revisions_used: 0,
        extension: None,
        cancellation: None,
        due_at: None,
        completes_at: None,
        noticed_at: None,
        silence_days: hiring.auto_complete_days.max(1),
    }
}

/// Whether somebody accepts as the one who works.
///
/// # Errors
/// 404 for a stranger's.
pub async fn side(app: &App, cx: &Cx, id: OfferId) -> Result<Side, Error> {
    offers::find(app.db.pool(), cx.org()?, id).await?.side(cx)
}
