//! The operation over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use plaza_core::Fault;
use plaza_orders_api::OfferId;
use plaza_payments_api::PaymentMethod;
use plaza_web::{Body, Id, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::domain::side::Side;
use crate::error::Error;
use crate::offer::http::OfferView;
use crate::view::OrderView;

/// Accepts an offer.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AcceptOffer {
    /// How the client pays; not from the professional.
    #[serde(default)]
    pub payment_info: Option<PaymentMethod>,
}

/// An accepted offer.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AcceptedView {
    /// The offer.
    pub offer: OfferView,
    /// The order, when the client accepted.
    pub order: Option<OrderView>,
}

/// Accepts an offer (001-45): the client pays, and the money is held until the work is done; the professional
/// agrees to the client's terms, which the client then pays.
///
/// 201 with the order, funded or waiting for the payer; 202 while payments cannot be reached: the order is kept and
/// is paid by itself as soon as they can.
#[utoipa::path(post, path = "/offers/{id}/accept", tag = "offers", params(("id" = OfferId, Path)), request_body = AcceptOffer, responses((status = 201, body = AcceptedView), (status = 202, body = AcceptedView), (status = 200, body = AcceptedView)), security(("bearer" = [])))]
pub async fn accept(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<OfferId>,
    Body(request): Body<AcceptOffer>,
) -> Reply<(StatusCode, Json<AcceptedView>)> {
    let (status, accepted) = match (command::side(&app, &cx, id).await?, request.payment_info) {
        (Side::Professional, None) => command::agree_to_counter(&app, &cx, id).await?,
        (Side::Professional, Some(_)) => {
            return Err(Fault::invalid("paymentInfo", "is the client's: leave it out").into());
        }
        (Side::Client, method) => command::accept(&app, &cx, id, paid_by(method)?).await?,
    };
    Ok((StatusCode::from_u16(status).unwrap_or(StatusCode::CREATED), Json(accepted)))
}

/// How an order is paid.
///
/// # Errors
/// Names the field when it is missing or no card.
pub fn paid_by(method: Option<PaymentMethod>) -> Result<PaymentMethod, Error> {
    let method = method.ok_or_else(|| Fault::invalid("paymentInfo", "says how you pay: it is needed"))?;
    if method.method != "card" {
        return Err(Fault::invalid("paymentInfo.method", "must be 'card'").into());
    }
    Ok(method)
}
