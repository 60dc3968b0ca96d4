//! The operation over HTTP, and an offer as people see it.

use std::sync::Arc;

use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_chat_api::ConversationId;
use plaza_core::{Cx, Instant, Money, UserId};
use plaza_gigs_api::GigId;
use plaza_orders_api::{MilestoneId, OfferId, OfferStatus, OrderId};
use plaza_web::{Body, Created, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::command::{self, Offered};
use crate::app::App;
use crate::domain::offer::{Action, decide};
use crate::domain::side::Side;
use crate::domain::terms::{Asked, MilestoneTerms};
use crate::offers::Offer;

/// Offers work (001-44).
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OfferRequest {
    /// Where you two talk.
    #[schema(value_type = String, format = Uuid)]
    pub conversation_id: ConversationId,
    /// The other person there: who would pay.
    pub client: UserId,
    /// A gig of yours that it is about.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Uuid)]
    pub gig_id: Option<GigId>,
    /// What for, in a line, 3 to 120 characters.
    pub title: String,
    /// What is done and what is not, 10 to 5,000 characters.
    pub scope: String,
    /// What it costs; not needed with milestones.
    #[serde(default)]
    pub price: Option<Money>,
    /// Its parts, up to 20, when it is delivered and paid in several.
    #[serde(default)]
    pub milestones: Vec<MilestoneTerms>,
    /// Days from the payment to the delivery, 1 to 365; not with milestones.
    #[serde(default)]
    pub delivery_days: Option<u32>,
    /// How often the client may ask for changes, up to 50.
    pub revisions: u32,
    /// Until when it can be answered, up to 90 days.
    pub expires_at: DateTime<Utc>,
}

/// Other terms, all of them, also those that stay: a price and days, or milestones with their own.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CounterOffer {
    /// What for, in a line, 3 to 120 characters.
    pub title: String,
    /// What is done and what is not, 10 to 5,000 characters.
    pub scope: String,
    /// What it costs; not needed with milestones.
    #[serde(default)]
    pub price: Option<Money>,
    /// Its parts, up to 20, when it is delivered and paid in several.
    #[serde(default)]
    pub milestones: Vec<MilestoneTerms>,
    /// Days from the payment to the delivery, 1 to 365; not with milestones.
    #[serde(default)]
    pub delivery_days: Option<u32>,
    /// How often the client may ask for changes, up to 50.
    pub revisions: u32,
    /// Until when it can be answered, up to 90 days.
    pub expires_at: DateTime<Utc>,
}

/// An offer.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OfferView {
    /// Its id.
    pub id: OfferId,
    /// The first offer of the negotiation.
    pub thread_id: OfferId,
    /// Which of the negotiation, from 1.
    pub version: i32,
    /// The offer whose place it took.
    pub supersedes: Option<OfferId>,
    /// Where the two talk.
    #[schema(value_type = String, format = Uuid)]
    pub conversation_id: ConversationId,
    /// Who would pay.
    pub client_id: UserId,
    /// Who would work.
    pub professional_id: UserId,
    /// Whose words these are.
    pub author: Side,
    /// Where it is in its life.
    pub status: OfferStatus,
    /// Whose answer is waited for; none when it is decided.
    pub awaits: Option<Side>,
    /// The gig it is about.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub gig_id: Option<GigId>,
    /// What for, in a line.
    pub title: String,
    /// What is done and what is not.
    pub scope: String,
    /// What it costs.
    pub price: Money,
    /// Its parts.
    pub milestones: Vec<OfferMilestone>,
    /// Days from the payment until all of it is due.
    pub delivery_days: u32,
    /// How often the client may ask for changes.
    pub revisions: u32,
    /// Until when it can be answered.
    pub expires_at: DateTime<Utc>,
    /// The order it became, or last tried to become.
    pub order_id: Option<OrderId>,
    /// Why the last payment was refused, as a code.
    pub refusal: Option<String>,
    /// Why it was declined.
    pub reason: Option<String>,
    /// What you may do now: `accept`, `counter`, `reject`, `withdraw`.
    pub actions: Vec<&'static str>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// A part of the work in an offer.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OfferMilestone {
    /// Its id, the same in the order.
    pub id: MilestoneId,
    /// What it is.
    pub title: String,
    /// What it costs.
    pub amount: Money,
    /// Days from the payment until it is due.
    pub due_in_days: u32,
}

/// Offers work to the other person of a conversation; a card shows it there. Needs a published profile.
#[utoipa::path(post, path = "/offers", tag = "offers", request_body = OfferRequest, responses((status = 201, body = OfferView)), security(("bearer" = [])))]
pub async fn offer(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Body(request): Body<OfferRequest>,
) -> Reply<Created<OfferView>> {
    let (conversation, client, gig) = (request.conversation_id, request.client, request.gig_id);
    let offered = Offered { conversation, client, gig, asked: request.asked() };
    let made = command::offer(&app, &cx, offered).await?;
    Ok(Created(OfferView::of(&made, &cx, app.clock.now())))
}

impl OfferRequest {
    /// The terms as they are looked at.
    pub fn asked(self) -> Asked {
        Asked {
            title: self.title,
            scope: self.scope,
            price: self.price,
            milestones: self.milestones,
            delivery_days: self.delivery_days,
            revisions: self.revisions,
            expires_at: self.expires_at,
        }
    }
}

impl CounterOffer {
    /// The terms as they are looked at.
    pub fn asked(self) -> Asked {
        Asked {
            title: self.title,
            scope: self.scope,
            price: self.price,
            milestones: self.milestones,
            delivery_days: self.delivery_days,
            revisions: self.revisions,
            expires_at: self.expires_at,
        }
    }
}

impl OfferView {
    /// The offer as the context's person sees it.
    pub fn of(offer: &Offer, cx: &Cx, now: Instant) -> Self {
        let part = |part: &crate::domain::terms::Part| OfferMilestone {
            id: part.id,
            title: part.title.clone(),
            amount: Money::new(part.amount, offer.currency),
            due_in_days: part.due_in_days,
        };
        let open = offer.standing.status == OfferStatus::Open;
        Self {
            id: offer.id,
            thread_id: offer.thread,
            version: offer.version,
            supersedes: offer.supersedes,
            conversation_id: offer.conversation,
            client_id: offer.client,
            professional_id: offer.professional,
            author: offer.author,
            status: offer.standing.status,
            awaits: Some(offer.standing.awaits).filter(|_| open),
            gig_id: offer.gig,
            title: offer.title.clone(),
            scope: offer.scope.clone(),
            price: offer.total(),
            milestones: offer.parts.iter().map(part).collect(),
            delivery_days: offer.delivery_days,
            revisions: offer.revisions,
            expires_at: offer.expires_at,
            order_id: offer.order,
            refusal: offer.refusal.clone(),
            reason: offer.reason.clone(),
            actions: actions(offer, cx, now),
            created_at: offer.created_at,
        }
    }
}

fn actions(offer: &Offer, cx: &Cx, now: Instant) -> Vec<&'static str> {
    let Ok(side) = offer.side(cx) else { return Vec::new() };
    if offer.in_time(now).is_err() {
        return Vec::new();
    }
    let all = [
        ("accept", Action::Accept(side)),
        ("counter", Action::Counter(side)),
        ("reject", Action::Reject(side)),
        ("withdraw", Action::Withdraw(side)),
    ];
    all.into_iter().filter(|(_, action)| decide(offer.standing, *action).is_ok()).map(|(name, _)| name).collect()
}
