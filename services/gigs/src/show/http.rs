//! The operations over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::Page;
use plaza_core::page::page_limit;
use plaza_gigs_api::{GigId, GigStatus};
use plaza_web::{Caller, Id, Params, Reply, SignedIn};
use serde::Deserialize;
use utoipa::IntoParams;

use super::query;
use crate::app::App;
use crate::error::Error;
use crate::record;
use crate::view::GigView;

/// Which page of one's gigs.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct MineParams {
    /// Where the last page ended.
    pub cursor: Option<GigId>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// Shows a gig: to everybody while it is published and its seller's profile too, to its owner and to operators always.
#[utoipa::path(get, path = "/gigs/{id}", tag = "gigs", params(("id" = GigId, Path)), responses((status = 200, body = GigView)))]
pub async fn show(State(app): State<Arc<App>>, Caller(cx): Caller, Id(id): Id<GigId>) -> Reply<Json<GigView>> {
    let gig = record::find(app.db.pool(), cx.org()?, id).await?;
    let gig = gig.filter(|gig| gig.status != GigStatus::Removed && (gig.is_public() || gig.is_managed_by(&cx)));
    Ok(Json(GigView::from(&gig.ok_or(Error::NotFound)?)))
}

/// Lists one's own gigs in every state, the last begun first.
#[utoipa::path(get, path = "/gigs/mine", tag = "gigs", params(MineParams), responses((status = 200, body = Page<GigView>)), security(("bearer" = [])))]
pub async fn mine(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<MineParams>,
) -> Reply<Json<Page<GigView>>> {
    let limit = page_limit(params.limit);
    let most = i64::try_from(limit).unwrap_or(200) + 1;
    let found = query::of_user(app.db.pool(), cx.org()?, cx.user()?, params.cursor, most).await?;
    Ok(Json(Page::of(found, limit, |gig| gig.id.to_string()).map(|gig| GigView::from(&gig))))
}
