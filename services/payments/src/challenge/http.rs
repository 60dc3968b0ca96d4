use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_payments_api::PaymentId;
use plaza_web::{Body, Id, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::charge;
use crate::error::Error;
use crate::payments::query;
use crate::payments::view::PaymentView;

/// The payer's answer to a challenge.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChallengeAnswer {
    /// The one-time code; 123456 passes in the sandbox.
    #[schema(example = "123456")]
    pub code: String,
}

/// Answers the sandbox's second factor; the payment then completes or fails.
#[utoipa::path(post, path = "/payments/sandbox/challenges/{id}", tag = "payments", params(("id" = String, Path)), request_body = ChallengeAnswer,
    responses((status = 200, body = PaymentView)), security(("bearer" = [])))]
pub async fn answer(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<String>,
    Body(answer): Body<ChallengeAnswer>,
) -> Reply<Json<PaymentView>> {
    // Only who pays sees the provider's page; another's challenge is not there.
    let payment = query::by_challenge(app.db.pool(), cx.org()?, cx.user()?, &id).await?.ok_or(Error::NoChallenge)?;
    let key = app.sandbox.answer_challenge(&id, &answer.code).await.map_err(Error::from)?.ok_or(Error::NoChallenge)?;
    debug_assert_eq!(key.parse::<PaymentId>().ok(), Some(payment.id));
    // As when the payer's browser returns before the webhook: look it up at once.
    let payment = charge::command::look_up(&app, &cx, payment).await?;
    Ok(Json(PaymentView::from(&payment)))
}
