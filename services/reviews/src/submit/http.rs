use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use plaza_orders_api::OrderId;
use plaza_web::{Body, Created, Id, Reply, SignedIn};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::command::{self, Written};
use crate::app::App;
use crate::list::view::ReviewView;

/// What one has to say of an order or a stay.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WriteReview {
    /// The order or booking, as `GET /reviews/open` lists it.
    pub reference: Uuid,
    /// Stars, 1 to 5.
    #[schema(example = 5)]
    pub rating: u8,
    /// Stars by aspect, 1 to 5 each; which there are, `GET /reviews/open` says.
    #[serde(default)]
    pub aspects: BTreeMap<String, u8>,
    /// In words, up to 2,000 characters.
    #[serde(default)]
    pub text: String,
}

/// What one has to say of an order.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WriteOrderReview {
    /// Stars, 1 to 5.
    #[schema(example = 5)]
    pub rating: u8,
    /// Stars by aspect, 1 to 5 each.
    #[serde(default)]
    pub aspects: BTreeMap<String, u8>,
    /// In words, up to 2,000 characters.
    #[serde(default)]
    pub text: String,
}

/// Reviews an order, a stay or an hour of a person's time, once. Of an order, neither side sees the other's before both have
/// written or the time is over; else it is shown at once.
#[utoipa::path(post, path = "/reviews", tag = "reviews", request_body = WriteReview, responses((status = 201, body = ReviewView)), security(("bearer" = [])))]
pub async fn write(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Body(request): Body<WriteReview>,
) -> Reply<Created<ReviewView>> {
    let WriteReview { reference, rating, aspects, text } = request;
    Ok(Created(command::submit(&app, &cx, Written { reference, rating, aspects, text }).await?))
}

/// Reviews the other side of an order, once (001-50).
#[utoipa::path(post, path = "/orders/{id}/reviews", tag = "reviews", params(("id" = OrderId, Path)), request_body = WriteOrderReview, responses((status = 201, body = ReviewView)), security(("bearer" = [])))]
pub async fn write_of_order(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<OrderId>,
    Body(request): Body<WriteOrderReview>,
) -> Reply<Created<ReviewView>> {
    let WriteOrderReview { rating, aspects, text } = request;
    Ok(Created(command::submit(&app, &cx, Written { reference: id.uuid(), rating, aspects, text }).await?))
}
