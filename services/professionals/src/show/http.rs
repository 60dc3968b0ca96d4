//! HTTP of professionals' pages.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_professionals_api::ProfessionalId;
use plaza_web::{Caller, Id, Reply, SignedIn};
use uuid::Uuid;

use super::query;
use crate::app::App;
use crate::view::{ProfessionalPage, ProfessionalProfile};

/// Your own professional profile.
#[utoipa::path(get, path = "/professionals/me", tag = "professionals",
    responses((status = 200, body = ProfessionalProfile)), security(("bearer" = [])))]
pub async fn own(State(app): State<Arc<App>>, SignedIn(cx): SignedIn) -> Reply<Json<ProfessionalProfile>> {
    Ok(Json(query::own(&app, &cx).await?))
}

/// A professional's page, by the profile's id or its owner's account.
#[utoipa::path(get, path = "/professionals/{id}", tag = "professionals", params(("id" = ProfessionalId, Path)),
    responses((status = 200, body = ProfessionalPage)))]
pub async fn page(State(app): State<Arc<App>>, Caller(cx): Caller, Id(id): Id<Uuid>) -> Reply<Json<ProfessionalPage>> {
    Ok(Json(query::page(&app, &cx, id).await?))
}
