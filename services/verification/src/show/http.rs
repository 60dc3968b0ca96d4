//! The operation over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_web::{Reply, SignedIn};

use super::view::VerificationView;
use crate::app::App;
use crate::record;

/// Shows one's own case: a draft with nothing in it when it was never begun.
#[utoipa::path(get, path = "/verification", tag = "verification", responses((status = 200, body = VerificationView)), security(("bearer" = [])))]
pub async fn show(State(app): State<Arc<App>>, SignedIn(cx): SignedIn) -> Reply<Json<VerificationView>> {
    let (org, user) = (cx.org()?, cx.user()?);
    let Some(case) = record::of_user(app.db.pool(), org, user).await? else {
        return Ok(Json(VerificationView::nothing()));
    };
    let documents = record::documents(app.db.pool(), org, case.id).await?;
    Ok(Json(VerificationView::of(&app, &case, &documents)?))
}
