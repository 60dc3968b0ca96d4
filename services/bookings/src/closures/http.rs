//! The operations over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Duration, Utc};
use plaza_bookings_api::ClosureId;
use plaza_core::page::page_limit;
use plaza_core::{Page, Slot};
use plaza_resources_api::{ResourceId, UnitId};
use plaza_web::{Body, Created, Id, NoContent, Operator, Params, Reply};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::command::{self, Closing};
use super::store::{self, Closure};
use crate::app::App;
use crate::error::Error;
use crate::view::{slot, text, window};

/// The longest closure, in days.
const LONGEST_DAYS: i64 = 3 * 366;

/// Closes a resource.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClosureRequest {
    /// What.
    pub resource_id: ResourceId,
    /// Which of its units; all unless told.
    #[serde(default)]
    pub unit_ids: Vec<UnitId>,
    /// From when.
    pub start_date_time: DateTime<Utc>,
    /// Until when.
    pub end_date_time: DateTime<Utc>,
    /// Why, for people.
    #[serde(default)]
    pub reason: Option<String>,
}

/// A closure.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClosureView {
    /// Its id.
    pub id: ClosureId,
    /// What is closed.
    pub resource_id: ResourceId,
    /// Which of its units.
    pub unit_ids: Vec<UnitId>,
    /// From when.
    pub start_date_time: DateTime<Utc>,
    /// Until when.
    pub end_date_time: DateTime<Utc>,
    /// Why.
    pub reason: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// Which closures to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ClosureParams {
    /// Of this resource.
    pub resource_id: Option<ResourceId>,
    /// Ending after this; the present unless told.
    pub start_date: Option<DateTime<Utc>>,
    /// Starting before this; a year after the start unless told.
    pub end_date: Option<DateTime<Utc>>,
    /// Where the last page ended.
    pub cursor: Option<ClosureId>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// Closes a resource, or some of its units, for a time; bookings in the way are listed in the refusal.
#[utoipa::path(post, path = "/bookings/closures", tag = "bookings", request_body = ClosureRequest, responses((status = 201, body = ClosureView)), security(("bearer" = [])))]
pub async fn create(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Body(request): Body<ClosureRequest>,
) -> Reply<Created<ClosureView>> {
    let slot =
        window("endDateTime", request.start_date_time, request.end_date_time, LONGEST_DAYS).map_err(Error::Fault)?;
    let reason = text("reason", request.reason).map_err(Error::Fault)?;
    let closing = Closing { resource: request.resource_id, units: request.unit_ids, slot, reason };
    Ok(Created(command::create(&app, &cx, closing).await?))
}

/// Lists closures in order of their start.
#[utoipa::path(get, path = "/bookings/closures", tag = "bookings", params(ClosureParams), responses((status = 200, body = Page<ClosureView>)), security(("bearer" = [])))]
pub async fn list(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Params(params): Params<ClosureParams>,
) -> Reply<Json<Page<ClosureView>>> {
    let start = params.start_date.unwrap_or_else(|| app.clock.now());
    let slot = slot("endDate", start, params.end_date.unwrap_or(start + Duration::days(366))).map_err(Error::Fault)?;
    let limit = page_limit(params.limit);
    let most = i64::try_from(limit).unwrap_or(200) + 1;
    let found = store::list(app.db.pool(), cx.org()?, params.resource_id, slot, params.cursor, most).await?;
    Ok(Json(Page::of(found, limit, |closure| closure.id.to_string()).map(|closure| ClosureView::from(&closure))))
}

/// Opens again what a closure closed.
#[utoipa::path(delete, path = "/bookings/closures/{id}", tag = "bookings", params(("id" = ClosureId, Path)), responses((status = 204)), security(("bearer" = [])))]
pub async fn remove(State(app): State<Arc<App>>, Operator(cx): Operator, Id(id): Id<ClosureId>) -> Reply<NoContent> {
    command::remove(&app, &cx, id).await?;
    Ok(NoContent)
}

impl From<&Closure> for ClosureView {
    fn from(closure: &Closure) -> Self {
        let slot = Slot { start: closure.starts_at, end: closure.ends_at };
        Self {
            id: closure.id,
            resource_id: closure.resource_id,
            unit_ids: closure.unit_ids.clone(),
            start_date_time: slot.start,
            end_date_time: slot.end,
            reason: closure.reason.clone(),
            created_at: closure.created_at,
        }
    }
}
