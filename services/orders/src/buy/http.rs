//! The operation over HTTP.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use plaza_core::Fault;
use plaza_gigs_api::GigId;
use plaza_payments_api::PaymentMethod;
use plaza_web::{Body, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::command;
use crate::accept::http::paid_by;
use crate::app::App;
use crate::domain::purchase::Wanted;
use crate::view::OrderView;

/// The most extras and answers of one order.
const MOST: usize = 20;

/// Orders a gig.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrderRequest {
    /// Which gig.
    #[schema(value_type = String, format = Uuid)]
    pub gig_id: GigId,
    /// Which package of it.
    pub package_id: Uuid,
    /// What is added.
    #[serde(default)]
    pub extras: Vec<Uuid>,
    /// Answers to the professional's questions.
    #[serde(default)]
    pub answers: Vec<OrderRequestAnswer>,
    /// How you pay.
    pub payment_info: PaymentMethod,
}

/// An answer to a professional's question.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrderRequestAnswer {
    /// Which question.
    pub question_id: Uuid,
    /// The answer, up to 2,000 characters.
    pub answer: String,
}

/// Orders a gig: its price is held until the work is done.
///
/// 201 with the order, funded or waiting for the payer; 202 while payments cannot be reached: the order is kept and
/// is paid by itself as soon as they can.
#[utoipa::path(post, path = "/orders", tag = "orders", request_body = OrderRequest, responses((status = 201, body = OrderView), (status = 202, body = OrderView)), security(("bearer" = [])))]
pub async fn order(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Body(request): Body<OrderRequest>,
) -> Reply<(StatusCode, Json<OrderView>)> {
    let wanted = wanted(&request)?;
    let method = paid_by(Some(request.payment_info))?;
    let (status, order) = command::buy(&app, &cx, request.gig_id, wanted, method).await?;
    Ok((StatusCode::from_u16(status).unwrap_or(StatusCode::CREATED), Json(order)))
}

fn wanted(request: &OrderRequest) -> Result<Wanted, Fault> {
    for (field, count) in [("extras", request.extras.len()), ("answers", request.answers.len())] {
        if count > MOST {
            return Err(Fault::invalid(field, format!("must be at most {MOST}")));
        }
    }
    let mut answers = BTreeMap::new();
    for given in &request.answers {
        if answers.insert(given.question_id, given.answer.clone()).is_some() {
            return Err(Fault::invalid("answers", "answers one question twice"));
        }
    }
    Ok(Wanted { package: request.package_id, extras: request.extras.clone(), answers })
}
