use std::sync::Arc;

use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_core::{Cx, Money};
use plaza_payments_api::{InvoiceId, PaymentId, Refund as Asked};
use plaza_web::{Body, Created, Id, Operator, Reply};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::command;
use super::record::Refund;
use crate::app::App;
use crate::error::{Error, Result};
use crate::payments::query;

/// What to give back.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RefundPayment {
    /// How much; all that is left unless told.
    #[serde(default)]
    pub amount: Option<Money>,
    /// Why, as a code; `operator` unless told.
    #[serde(default)]
    #[schema(example = "goodwill")]
    pub reason: Option<String>,
}

/// A refund as people see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RefundView {
    /// Its id.
    pub id: Uuid,
    /// Of which payment.
    pub payment_id: PaymentId,
    /// How much.
    pub amount: Money,
    /// Why, as a code.
    pub reason: String,
    /// `pending`, `completed` or `refused`.
    pub status: String,
    /// The credit note, once completed.
    pub credit_note_id: Option<InvoiceId>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
}

impl From<&Refund> for RefundView {
    fn from(refund: &Refund) -> Self {
        Self {
            id: refund.id,
            payment_id: refund.payment,
            amount: refund.amount,
            reason: refund.reason.clone(),
            status: refund.status.name().to_owned(),
            credit_note_id: refund.credit_note,
            created_at: refund.created_at,
        }
    }
}

/// Gives a payment back, wholly or in part.
#[utoipa::path(post, path = "/payments/{id}/refunds", tag = "payments", params(("id" = PaymentId, Path)), request_body = RefundPayment,
    responses((status = 201, body = RefundView)), security(("bearer" = [])))]
pub async fn refund(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id(id): Id<PaymentId>,
    Body(request): Body<RefundPayment>,
) -> Reply<Created<RefundView>> {
    let asked = asked(&app, &cx, id, request).await?;
    let refund = command::refund(&app, &cx, asked).await?;
    Ok(Created(RefundView::from(&refund)))
}

/// What to give back of which payment.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RefundRequest {
    /// Of which payment.
    pub payment_id: PaymentId,
    /// How much; all that is left unless told.
    #[serde(default)]
    pub amount: Option<Money>,
    /// Why, as a code; `operator` unless told.
    #[serde(default)]
    #[schema(example = "goodwill")]
    pub reason: Option<String>,
}

/// Gives a payment back, wholly or in part; the same as `POST /payments/{id}/refunds` (001-55).
#[utoipa::path(post, path = "/payments/refund", tag = "payments", request_body = RefundRequest, responses((status = 201, body = RefundView)), security(("bearer" = [])))]
pub async fn refund_by_body(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Body(request): Body<RefundRequest>,
) -> Reply<Created<RefundView>> {
    let RefundRequest { payment_id, amount, reason } = request;
    let asked = asked(&app, &cx, payment_id, RefundPayment { amount, reason }).await?;
    let refund = command::refund(&app, &cx, asked).await?;
    Ok(Created(RefundView::from(&refund)))
}

async fn asked(app: &App, cx: &Cx, id: PaymentId, request: RefundPayment) -> Result<Asked> {
    let key = match &cx.idempotency {
        // A repeat after a lost answer finds the refund that was begun.
        Some(key) => format!("{}/{}", cx.actor_label(), key.key),
        None => Uuid::now_v7().to_string(),
    };
    let payment = query::find(app.db.pool(), cx.org()?, id).await?.ok_or(Error::NoPayment)?;
    if payment.escrow.is_some() && payment.left().is_zero() && !payment.released.is_zero() {
        return Err(Error::Released);
    }
    if payment.escrow.is_some() {
        return Err(Error::HeldInEscrow { reference: payment.reference });
    }
    let begun = super::store::by_key(app.db.pool(), cx.org()?, &key).await?.map(|refund| refund.amount);
    let amount = match request.amount.or(begun) {
        Some(amount) => amount,
        None => {
            let rest = payment.left();
            if rest.is_zero() {
                return Err(Error::RefundTooLarge { left: rest });
            }
            rest
        }
    };
    Ok(Asked { key, payment: id, amount, reason: request.reason.unwrap_or_else(|| "operator".into()), up_to: false })
}
