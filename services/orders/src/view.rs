//! An order as clients see it.

use chrono::{DateTime, Utc};
use plaza_chat_api::ConversationId;
use plaza_core::{Cx, Instant, Locale, Money, UserId};
use plaza_gigs_api::GigId;
use plaza_orders_api::{MilestoneId, OfferId, OrderId, OrderStatus};
use plaza_payments_api::{NextAction, PaymentId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::action::{Action, PLAIN};
use crate::domain::order::decide;
use crate::domain::side::{Actor, Side};
use crate::domain::work::{Milestone, MilestoneState};
use crate::record::Order;

/// An order.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrderView {
    /// Its id.
    pub id: OrderId,
    /// Where it is in its life.
    pub status: OrderStatus,
    /// Which side you are on; none for managers.
    pub role: Option<Side>,
    /// Who pays.
    pub client_id: UserId,
    /// Who works.
    pub professional_id: UserId,
    /// The offer it came from.
    pub offer_id: Option<OfferId>,
    /// The gig it is of.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub gig_id: Option<GigId>,
    /// Where the two talk.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub conversation_id: Option<ConversationId>,
    /// What for, in a line.
    pub title: String,
    /// What it costs.
    pub price: Money,
    /// What is held of it.
    pub held: Money,
    /// What of it was made the professional's.
    pub released: Money,
    /// What of it was given back.
    pub refunded: Money,
    /// What of the released was sent to the professional.
    pub paid_out: Money,
    /// Its parts.
    pub milestones: Vec<OrderMilestone>,
    /// How often the client may ask for changes.
    pub revisions: u32,
    /// How often the client did.
    pub revisions_used: u32,
    /// Days that the professional asks for on top.
    pub extension_days: Option<u32>,
    /// Who wants to end it.
    pub cancellation_by: Option<Side>,
    /// When all of it is due.
    pub due_at: Option<DateTime<Utc>>,
    /// When the client's silence counts as yes.
    pub completes_at: Option<DateTime<Utc>>,
    /// Where its payment stands.
    pub payment: OrderPayment,
    /// Why it was given up, as a code.
    pub reason: Option<String>,
    /// What you may do now: `start`, `deliver`, `request_revision`, `complete`, `complete_all`, `extend`,
    /// `accept_extension`, `refuse_extension`, `cancel`, `accept_cancellation`, `refuse_cancellation`, `dispute`, `resolve`.
    pub actions: Vec<&'static str>,
    /// Counts its changes, from 1.
    pub version: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was completed.
    pub completed_at: Option<DateTime<Utc>>,
}

/// A part of an order.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrderMilestone {
    /// Its id.
    pub id: MilestoneId,
    /// What it is.
    pub title: String,
    /// What it costs.
    pub amount: Money,
    /// Days from the payment until it is due.
    pub due_in_days: u32,
    /// When it is due; none before the payment.
    pub due_at: Option<DateTime<Utc>>,
    /// Where it is.
    pub state: MilestoneState,
}

/// Where an order's payment stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrderPayment {
    /// `due`, `unavailable` (payments cannot be reached), or as payments says: `created`, `action_required`, `pending`,
    /// `completed`, `failed`, `cancelled`.
    pub status: String,
    /// What the payer has to do next, such as the second factor; shown to the client.
    pub next_action: Option<NextAction>,
    /// The payment; shown to the client.
    pub payment_id: Option<PaymentId>,
    /// What keeps it from going on, as a code.
    pub problem: Option<String>,
    /// The same for people.
    pub message: Option<String>,
}

impl OrderView {
    /// The order as the context's person sees it.
    pub fn of(order: &Order, cx: &Cx, now: Instant) -> Self {
        let actor = order.actor(cx).unwrap_or(Actor::Itself);
        let held = if order.funded_at.is_some() { order.work.held() } else { 0 };
        Self {
            id: order.id,
            status: order.work.status,
            role: actor.side(),
            client_id: order.client,
            professional_id: order.professional,
            offer_id: order.offer,
            gig_id: order.gig,
            conversation_id: order.conversation,
            title: order.title.clone(),
            price: order.total(),
            held: order.money(held),
            released: order.money(order.work.released),
            refunded: order.money(order.work.refunded),
            paid_out: order.money(order.work.paid_out),
            milestones: order.work.milestones.iter().map(|part| milestone(order, part)).collect(),
            revisions: order.work.revisions,
            revisions_used: order.work.revisions_used,
            extension_days: order.work.extension,
            cancellation_by: order.work.cancellation,
            due_at: order.work.due_at,
            completes_at: order.work.completes_at,
            payment: payment(order, actor, cx.locale),
            reason: order.reason.clone(),
            actions: actions(order, actor, now),
            version: order.version,
            created_at: order.created_at,
            completed_at: order.completed_at,
        }
    }
}

fn milestone(order: &Order, part: &Milestone) -> OrderMilestone {
    OrderMilestone {
        id: part.id,
        title: part.title.clone(),
        amount: order.money(part.amount),
        due_in_days: part.due_in_days,
        due_at: part.due_at,
        state: part.state,
    }
}

fn payment(order: &Order, actor: Actor, locale: Locale) -> OrderPayment {
    let awaits = order.work.status == OrderStatus::AwaitingPayment;
    let problem = order.payment_problem.clone().filter(|_| awaits);
    let payer = actor == Actor::Party(Side::Client);
    let status = match (&problem, &order.payment_status) {
        (Some(_), _) => "unavailable".to_owned(),
        (None, Some(status)) => status.clone(),
        (None, None) => "due".to_owned(),
    };
    OrderPayment {
        status,
        next_action: order.next_action.clone().filter(|_| awaits && payer),
        payment_id: order.payment_id.filter(|_| payer),
        message: problem.as_ref().map(|_| away(locale).to_owned()),
        problem,
    }
}

/// What people read while payments cannot be reached (001-86).
const fn away(locale: Locale) -> &'static str {
    match locale {
        Locale::En => {
            "Payments cannot be reached just now. Your order is kept and is paid by itself as soon as they can; there is nothing for you to do."
        }
        Locale::Es => {
            "Ahora mismo no se puede llegar al servicio de pagos. Tu pedido queda guardado y se pagará solo en cuanto se pueda; no tienes que hacer nada."
        }
    }
}

fn actions(order: &Order, actor: Actor, now: Instant) -> Vec<&'static str> {
    let mut can: Vec<&'static str> = PLAIN
        .into_iter()
        .filter(|(action, _)| decide(&order.work, *action, actor, now).is_ok())
        .map(|(_, name)| name)
        .collect();
    // With one part left, all of it is that part.
    let left = order.work.milestones.iter().filter(|part| part.state != MilestoneState::Released).count();
    can.retain(|name| *name != "complete_all" || left > 1);
    let resolve = Action::Resolve { to_professional: order.work.held(), to_client: 0 };
    if decide(&order.work, resolve, actor, now).is_ok() {
        can.push("resolve");
    }
    can
}
