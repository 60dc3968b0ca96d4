//! The operations over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_core::{Money, UserId};
use plaza_resources_api::{CancellationPolicy, ResourceId};
use plaza_web::{Body, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::app::App;
use crate::book::command::{Wanted, allowed, ask, must_be_others};
use crate::book::offer;
use crate::claims::free_units;
use crate::domain::price::{Line, Tax, quote};
use crate::error::Error;
use crate::view::slot;

/// Asks what a booking would cost.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuoteRequest {
    /// What.
    pub resource_id: ResourceId,
    /// From when.
    pub start_date_time: DateTime<Utc>,
    /// Until when.
    pub end_date_time: DateTime<Utc>,
    /// Who else comes.
    #[serde(default)]
    pub attendee_ids: Vec<UserId>,
}

/// What a booking would cost and whether it could be made now.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuoteView {
    /// What it costs, tax included.
    pub price: Money,
    /// What the price is made of.
    pub price_lines: Vec<Line>,
    /// The price without tax.
    pub net: Money,
    /// The tax in the price.
    pub tax_amount: Money,
    /// Its rate.
    pub tax: Tax,
    /// The policy it would be made under.
    pub cancellation_policy: CancellationPolicy,
    /// Whether it could be made now.
    pub bookable: bool,
    /// Why not: the problem that booking would answer, with alternatives.
    pub refusal: Option<Value>,
}

/// Quotes a booking, line by line, without making it.
#[utoipa::path(post, path = "/bookings/quote", tag = "bookings", request_body = QuoteRequest, responses((status = 200, body = QuoteView)), security(("bearer" = [])))]
pub async fn quote_booking(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Body(request): Body<QuoteRequest>,
) -> Reply<Json<QuoteView>> {
    let slot = slot("endDateTime", request.start_date_time, request.end_date_time).map_err(Error::Fault)?;
    let bookable = app.catalogue.get(&cx, request.resource_id).await?;
    let wanted = Wanted {
        resource: request.resource_id,
        slot,
        purpose: None,
        attendees: request.attendee_ids,
        method: None,
        user: None,
    };
    let (ask, now) = (ask(&cx, &wanted), app.clock.now());
    let refused = match must_be_others(cx.user()?, &bookable).map(|()| allowed(ask, &bookable, now)) {
        Err(own) => Some(own),
        Ok(Err(refusal)) => Some(offer::refuse(&app, &cx, ask, &bookable, refusal).await),
        Ok(Ok(()))
            if free_units(app.db.pool(), cx.org()?, &bookable.card.units, bookable.rules.claimed(slot), now)
                .await?
                .is_empty() =>
        {
            Some(offer::refuse_taken(&app, &cx, ask, &bookable).await)
        }
        Ok(Ok(())) => None,
    };
    let priced = quote(&bookable.rates, bookable.hours.zone, slot).map_err(Error::Unpriceable)?;
    Ok(Json(QuoteView {
        price: priced.total,
        price_lines: priced.lines,
        net: priced.net,
        tax_amount: priced.tax_amount,
        tax: priced.tax,
        cancellation_policy: bookable.card.cancellation.clone(),
        bookable: refused.is_none(),
        refusal: refused.map(|error| plaza_rpc::problem::document(&error.into())),
    }))
}
