//! The operations over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_bookings_api::BookingId;
use plaza_core::page::page_limit;
use plaza_core::time::reachable;
use plaza_core::{Fault, Page, UserId};
use plaza_resources_api::ResourceId;
use plaza_web::{Id, Params, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query::{self, Filter};
use crate::app::App;
use crate::domain::booking::{Change, State as BookingState};
use crate::error::Error;
use crate::host;
use crate::record;
use crate::view::BookingView;

/// Which bookings to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ListParams {
    /// As `booker`, or as `host`: the bookings of one's own time. Unless told one's own, or for operators everybody's.
    #[serde(rename = "as")]
    #[param(inline)]
    pub side: Option<BookingSide>,
    /// States, separated by commas.
    pub status: Option<String>,
    /// Of this resource.
    pub resource_id: Option<ResourceId>,
    /// Of this person; only operators see others', and who is a host those who booked their time.
    pub user_id: Option<UserId>,
    /// `open`: only those of a person's time to which who booked objects, and that are not decided yet.
    #[param(inline)]
    pub objection: Option<OpenObjection>,
    /// Ending after this.
    pub from: Option<DateTime<Utc>>,
    /// Starting before this.
    pub to: Option<DateTime<Utc>>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// On which side of a booking somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BookingSide {
    /// Who booked.
    Booker,
    /// Whose time is booked.
    Host,
}

/// Which objections bookings are looked for by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OpenObjection {
    /// Those that wait for a decision.
    Open,
}

/// The changes of a booking.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HistoryView {
    /// Oldest first.
    pub items: Vec<Change>,
}

/// Lists bookings, the last made first: one's own, those of one's time, or for operators everybody's.
#[utoipa::path(get, path = "/bookings", tag = "bookings", params(ListParams), responses((status = 200, body = Page<BookingView>)), security(("bearer" = [])))]
pub async fn list(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<ListParams>,
) -> Reply<Json<Page<BookingView>>> {
    let (org, me) = (cx.org()?, cx.user()?);
    let (user, host) = match params.side {
        Some(BookingSide::Host) => (params.user_id, Some(me)),
        Some(BookingSide::Booker) => (Some(me), None),
        None if cx.roles.operates() => (params.user_id, None),
        None => (Some(me), None),
    };
    if params.user_id.is_some() && params.user_id != user {
        return Err(Fault::forbidden(
            "bookings.not_yours",
            "Only operators list others' bookings. Leave out 'userId'.",
        )
        .into());
    }
    let limit = page_limit(params.limit);
    let filter = Filter { host, ..filter(params, user)? };
    let found = query::bookings(app.db.pool(), org, &filter, i64::try_from(limit).unwrap_or(200) + 1).await?;
    let page = Page::of(found, limit, |booking| booking.id.to_string());
    Ok(Json(Page { items: host::shown(&app, &cx, &page.items).await, next: page.next }))
}

/// Shows a booking.
#[utoipa::path(get, path = "/bookings/{id}", tag = "bookings", params(("id" = BookingId, Path)), responses((status = 200, body = BookingView)), security(("bearer" = [])))]
pub async fn get(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<BookingId>,
) -> Reply<Json<BookingView>> {
    let booking = record::find(app.db.pool(), cx.org()?, id).await?;
    booking.visible_to(&cx)?;
    Ok(Json(host::shown_one(&app, &cx, &booking).await))
}

/// Lists every change of a booking and by whom.
#[utoipa::path(get, path = "/bookings/{id}/history", tag = "bookings", params(("id" = BookingId, Path)), responses((status = 200, body = HistoryView)), security(("bearer" = [])))]
pub async fn history(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Id(id): Id<BookingId>,
) -> Reply<Json<HistoryView>> {
    let booking = record::find(app.db.pool(), cx.org()?, id).await?;
    booking.visible_to(&cx)?;
    Ok(Json(HistoryView { items: query::history(app.db.pool(), booking.org, id).await? }))
}

fn filter(params: ListParams, user: Option<UserId>) -> Result<Filter, Error> {
    let states = params.status.as_deref().unwrap_or_default().split(',').map(str::trim).filter(|name| !name.is_empty());
    let states: Result<Vec<BookingState>, String> = states.map(str::parse).collect();
    let before = params
        .cursor
        .map(|cursor| cursor.parse().map_err(|_| Fault::invalid("cursor", "is not one of ours; leave it out to start")))
        .transpose()?;
    Ok(Filter {
        user,
        host: None,
        states: states.map_err(|message| Fault::invalid("status", message))?,
        resource: params.resource_id,
        objected: params.objection.is_some(),
        from: reachable("from", params.from)?,
        to: reachable("to", params.to)?,
        before,
    })
}
