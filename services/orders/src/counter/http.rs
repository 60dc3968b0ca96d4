//! The operation over HTTP.

use std::sync::Arc;

use axum::extract::State;
use plaza_orders_api::OfferId;
use plaza_web::{Body, Created, Id, Reply, SignedIn};

use super::command;
use crate::app::App;
use crate::offer::http::{CounterOffer, OfferView};

/// Proposes other terms in an offer's place: the other side answers the new offer.
#[utoipa::path(post, path = "/offers/{id}/counter", tag = "offers", params(("id" = OfferId, Path)), request_body = CounterOffer, responses((status = 201, body = OfferView)), security(("bearer" = [])))]
pub async fn counter(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<OfferId>,
    Body(request): Body<CounterOffer>,
) -> Reply<Created<OfferView>> {
    let new = command::counter(&app, &cx, id, request.asked()).await?;
    Ok(Created(OfferView::of(&new, &cx, app.clock.now())))
}
