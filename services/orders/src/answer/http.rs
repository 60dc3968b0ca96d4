//! The operations over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_orders_api::OfferId;
use plaza_web::{Body, Id, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;

use super::command::{No, say_no};
use crate::app::App;
use crate::domain::words::optional;
use crate::error::Error;
use crate::offer::http::OfferView;

/// Declines an offer.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RejectOffer {
    /// Why, up to 500 characters; the other side reads it.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Takes an offer back: nothing to say.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WithdrawOffer {}

/// Declines an offer that waits for one's answer (001-46).
#[utoipa::path(post, path = "/offers/{id}/reject", tag = "offers", params(("id" = OfferId, Path)), request_body = RejectOffer, responses((status = 200, body = OfferView)), security(("bearer" = [])))]
pub async fn reject(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<OfferId>,
    Body(request): Body<RejectOffer>,
) -> Reply<Json<OfferView>> {
    let reason = optional("reason", request.reason.as_deref(), 500).map_err(Error::Fault)?;
    let ended = say_no(&app, &cx, id, No::Reject, reason.as_deref()).await?;
    Ok(Json(OfferView::of(&ended, &cx, app.clock.now())))
}

/// Takes an offer back that waits for the other side's answer.
#[utoipa::path(post, path = "/offers/{id}/withdraw", tag = "offers", params(("id" = OfferId, Path)), request_body = WithdrawOffer, responses((status = 200, body = OfferView)), security(("bearer" = [])))]
pub async fn withdraw(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<OfferId>,
    Body(WithdrawOffer {}): Body<WithdrawOffer>,
) -> Reply<Json<OfferView>> {
    let ended = say_no(&app, &cx, id, No::Withdraw, None).await?;
    Ok(Json(OfferView::of(&ended, &cx, app.clock.now())))
}
