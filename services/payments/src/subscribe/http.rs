use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_core::page::page_limit;
use plaza_core::{Page, UserId};
use plaza_payments_api::{NextAction, PaymentId, PaymentMethod, PlanId, SubscriptionId};
use plaza_web::{Body, Created, Id, NoContent, Params, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::command;
use super::store::{self, Subscription};
use crate::app::App;
use crate::payments::http::cursor;
use crate::record::Payment;

/// What to subscribe to and how to pay.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Subscribe {
    /// The plan.
    pub plan_id: PlanId,
    /// How; the token is kept for renewals.
    pub payment_info: PaymentMethod,
}

/// A subscription as people see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionView {
    /// Its id.
    pub id: SubscriptionId,
    /// To what.
    pub plan_id: PlanId,
    /// Whose.
    pub user_id: UserId,
    /// `incomplete`, `active`, `past_due`, `cancelled` or `ended`.
    pub status: String,
    /// Good until then.
    pub paid_until: Option<DateTime<Utc>>,
    /// When it is renewed; null when it is not.
    pub renews_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The first payment, when it was just asked for.
    pub payment_id: Option<PaymentId>,
    /// What the payer has to do before it starts.
    pub next_action: Option<NextAction>,
}

impl SubscriptionView {
    /// A subscription, with its first payment when it was just asked for.
    pub fn of(subscription: &Subscription, payment: Option<&Payment>) -> Self {
        Self {
            id: subscription.id,
            plan_id: subscription.plan,
            user_id: subscription.user,
            status: subscription.status.name().to_owned(),
            paid_until: subscription.paid_until,
            renews_at: subscription.due_at,
            created_at: subscription.created_at,
            payment_id: payment.map(|payment| payment.id),
            next_action: payment.and_then(Payment::next_action),
        }
    }
}

/// Which subscriptions to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ListSubscriptions {
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// Subscribes to a plan and pays its first period (000-66).
#[utoipa::path(post, path = "/payments/subscribe", tag = "payments", request_body = Subscribe, responses((status = 201, body = SubscriptionView)), security(("bearer" = [])))]
pub async fn subscribe(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Body(request): Body<Subscribe>,
) -> Reply<Created<SubscriptionView>> {
    Ok(Created(command::subscribe(&app, &cx, request.plan_id, request.payment_info).await?))
}

/// Lists subscriptions, the last made first: one's own, or for operators everybody's.
#[utoipa::path(get, path = "/payments/subscriptions", tag = "payments", params(ListSubscriptions), responses((status = 200, body = Page<SubscriptionView>)), security(("bearer" = [])))]
pub async fn list(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<ListSubscriptions>,
) -> Reply<Json<Page<SubscriptionView>>> {
    let user = if cx.roles.operates() { None } else { Some(cx.user()?) };
    let limit = page_limit(params.limit);
    let found = store::list(app.db.pool(), cx.org()?, user, cursor(params.cursor.as_deref())?, limit + 1).await?;
    Ok(Json(Page::of(found, limit, |one| one.id.to_string()).map(|one| SubscriptionView::of(&one, None))))
}

/// Cancels a subscription: it is not renewed, and stays good until what was paid is over.
#[utoipa::path(delete, path = "/payments/subscriptions/{id}", tag = "payments", params(("id" = SubscriptionId, Path)), responses((status = 204)), security(("bearer" = [])))]
pub async fn cancel(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<SubscriptionId>,
) -> Reply<NoContent> {
    command::cancel(&app, &cx, id).await?;
    Ok(NoContent)
}
