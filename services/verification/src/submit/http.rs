//! The operation over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_verification_api::{CaseId, CaseStatus};
use plaza_web::{Reply, SignedIn};
use serde::Serialize;
use utoipa::ToSchema;

use super::command;
use crate::app::App;

/// A case that waits for a reviewer. Answers under a key are kept as they are: nothing of the person is in it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SubmittedCase)]
pub struct Submitted {
    /// Its id.
    pub id: CaseId,
    /// Where it is in its life.
    pub status: CaseStatus,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
}

/// Asks for the review; what is missing is listed in the refusal.
#[utoipa::path(post, path = "/verification/submit", tag = "verification", responses((status = 200, body = Submitted)), security(("bearer" = [])))]
pub async fn submit(State(app): State<Arc<App>>, SignedIn(cx): SignedIn) -> Reply<Json<Submitted>> {
    Ok(Json(command::submit(&app, &cx).await?))
}
