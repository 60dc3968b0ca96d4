//! How far a booking's payment has got, under the names of the seed (000-106).

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_bookings_api::BookingId;
use plaza_saga::{Saga, desk};
use plaza_web::{Id, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

use super::saga::CreateBooking;
use crate::app::App;
use crate::record;

/// How far the last payment of a booking has got.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProgressView {
    /// `none` (nothing was to be paid), `running`, `undoing`, `done`, `undone`, `stuck` or `abandoned`.
    pub state: String,
    /// `STARTED`, `BOOKING_CREATED`, `PAYMENT_PROCESSED`, `BOOKING_CONFIRMED`, `NOTIFICATIONS_SENT`:
    /// the last one reached.
    pub step: Option<String>,
    /// What happened, oldest first.
    pub steps: Vec<StepView>,
}

/// One step's end.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct StepView {
    /// The step's name.
    pub step: String,
    /// `done`, `waits`, `unknown`, `refused`, `undone`, `stuck` or `abandoned`.
    pub outcome: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Shows how far a booking's payment has got, step by step.
#[utoipa::path(get, path = "/bookings/{id}/progress", tag = "bookings", params(("id" = BookingId, Path)), responses((status = 200, body = ProgressView)), security(("bearer" = [])))]
pub async fn progress(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<BookingId>,
) -> Reply<Json<ProgressView>> {
    let booking = record::find(app.db.pool(), cx.org()?, id).await?;
    booking.visible_to(&cx)?;
    let card = match booking.attempt_id {
        Some(attempt) => desk::find(&app.db, CreateBooking::NAME, attempt).await?,
        None => None,
    };
    let Some(card) = card else {
        return Ok(Json(ProgressView { state: "none".to_owned(), step: None, steps: Vec::new() }));
    };
    let mut steps: Vec<StepView> = serde_json::from_value(card.steps).unwrap_or_default();
    steps.iter_mut().for_each(|step| step.step = seed_name(&step.step).to_owned());
    let reached = steps.iter().rev().find(|step| step.outcome == "done").map_or("STARTED", |step| &step.step);
    Ok(Json(ProgressView { state: card.state, step: Some(reached.to_owned()), steps }))
}

fn seed_name(step: &str) -> &str {
    match step {
        "hold" => "BOOKING_CREATED",
        "pay" => "PAYMENT_PROCESSED",
        "confirm" => "BOOKING_CONFIRMED",
        "notify" => "NOTIFICATIONS_SENT",
        other => other,
    }
}
