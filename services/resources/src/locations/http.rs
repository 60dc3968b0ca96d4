//! HTTP of locations.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use plaza_core::Page;
use plaza_resources_api::{HoursException, LocationId};
use plaza_web::{Body, Caller, Created, Id, Operator, Params, Reply};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::LocationView;
use super::{command, query};
use crate::app::App;
use crate::body::LocationBody;

/// Which locations.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListLocations {
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// Lists the organisation's locations.
#[utoipa::path(get, path = "/locations", tag = "resources", params(ListLocations), responses((status = 200, body = Page<LocationView>)))]
pub async fn list(
    State(app): State<Arc<App>>,
    Caller(cx): Caller,
    Params(asked): Params<ListLocations>,
) -> Reply<Json<Page<LocationView>>> {
    Ok(Json(query::list(&app, &cx, asked).await?))
}

/// Shows a location.
#[utoipa::path(get, path = "/locations/{id}", tag = "resources", params(("id" = LocationId, Path)), responses((status = 200, body = LocationView)))]
pub async fn get(State(app): State<Arc<App>>, Caller(cx): Caller, Id(id): Id<LocationId>) -> Reply<Json<LocationView>> {
    Ok(Json(query::get(&app, &cx, id).await?))
}

/// Makes a location.
#[utoipa::path(post, path = "/locations", tag = "resources", request_body = LocationBody, responses((status = 201, body = LocationView)), security(("bearer" = [])))]
pub async fn create(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Body(body): Body<LocationBody>,
) -> Reply<Created<LocationView>> {
    Ok(Created(command::create(&app, &cx, body).await?))
}

/// Replaces a location; bookings already made keep their time.
#[utoipa::path(put, path = "/locations/{id}", tag = "resources", params(("id" = LocationId, Path)), request_body = LocationBody, responses((status = 200, body = LocationView)), security(("bearer" = [])))]
pub async fn update(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id(id): Id<LocationId>,
    Body(body): Body<LocationBody>,
) -> Reply<Json<LocationView>> {
    Ok(Json(command::update(&app, &cx, id, body).await?))
}

/// Sets the hours of one date: a holiday, a closure, other hours.
#[utoipa::path(post, path = "/locations/{id}/exceptions", tag = "resources", params(("id" = LocationId, Path)), request_body = HoursException, responses((status = 201, body = LocationView)), security(("bearer" = [])))]
pub async fn add_exception(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id(id): Id<LocationId>,
    Body(day): Body<HoursException>,
) -> Reply<Created<LocationView>> {
    Ok(Created(command::add_exception(&app, &cx, id, day).await?))
}

/// Gives a date the hours of its weekday again.
#[utoipa::path(delete, path = "/locations/{id}/exceptions/{date}", tag = "resources", params(("id" = LocationId, Path), ("date" = String, Path, description = "Local date, such as 2026-12-25")), responses((status = 200, body = LocationView)), security(("bearer" = [])))]
pub async fn remove_exception(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    path: Result<Path<(LocationId, NaiveDate)>, PathRejection>,
) -> Reply<Json<LocationView>> {
    let Path((id, date)) = path.map_err(|_| crate::error::Error::NoException)?;
    Ok(Json(command::remove_exception(&app, &cx, id, date).await?))
}
