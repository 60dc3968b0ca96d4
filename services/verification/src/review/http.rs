//! The operations over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::page::page_limit;
use plaza_core::{Cx, Fault, Page};
use plaza_verification_api::{CaseId, CaseStatus, RejectReason};
use plaza_web::{Body, Id, Operator, Params, Reply};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::command::{self, Decision};
use super::query;
use super::view::{CaseSummary, CaseView};
use crate::app::App;
use crate::domain::case::Action;

/// Which cases to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct QueueParams {
    /// States, separated by commas; those that wait or are under review unless told.
    #[param(example = "submitted,in_review")]
    pub status: Option<String>,
    /// Where the last page ended.
    pub cursor: Option<CaseId>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// Accepts a case.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ApproveCase {
    /// How long it counts, months, 1 to 120; 24 unless told.
    pub valid_months: u32,
}

impl Default for ApproveCase {
    fn default() -> Self {
        Self { valid_months: 24 }
    }
}

/// Refuses a case, or withdraws what was approved.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RejectCase {
    /// Why, at least one.
    pub reasons: Vec<RejectReason>,
    /// What the person should do, at most 1,000 characters; kept sealed.
    #[serde(default)]
    pub note: Option<String>,
}

/// Lists cases, the longest waiting first.
#[utoipa::path(get, path = "/operations/verification", tag = "verification", params(QueueParams), responses((status = 200, body = Page<CaseSummary>)), security(("bearer" = [])))]
pub async fn queue(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Params(params): Params<QueueParams>,
) -> Reply<Json<Page<CaseSummary>>> {
    let limit = page_limit(params.limit);
    let most = i64::try_from(limit).unwrap_or(200) + 1;
    let states = states(params.status.as_deref())?;
    let found = query::queue(app.db.pool(), cx.org()?, &states, params.cursor, most).await?;
    Ok(Json(Page::of(found, limit, |case| case.id.to_string()).map(|case| CaseSummary::from(&case))))
}

/// Shows a case with what it says of its person; that somebody looked is audited.
#[utoipa::path(get, path = "/operations/verification/{id}", tag = "verification", params(("id" = CaseId, Path)), responses((status = 200, body = CaseView)), security(("bearer" = [])))]
pub async fn show(State(app): State<Arc<App>>, Operator(cx): Operator, Id(id): Id<CaseId>) -> Reply<Json<CaseView>> {
    Ok(Json(command::show(&app, &cx, id).await?))
}

/// Takes a case from the queue: it is under review by whoever takes it. Nobody takes their own.
#[utoipa::path(post, path = "/operations/verification/{id}/take", tag = "verification", params(("id" = CaseId, Path)), responses((status = 200, body = CaseSummary)), security(("bearer" = [])))]
pub async fn take(State(app): State<Arc<App>>, Operator(cx): Operator, Id(id): Id<CaseId>) -> Reply<Json<CaseSummary>> {
    decide(&app, &cx, id, Action::Take(cx.user()?), Decision::Move).await
}

/// Gives a case back to the queue; admins may do so for another reviewer.
#[utoipa::path(post, path = "/operations/verification/{id}/release", tag = "verification", params(("id" = CaseId, Path)), responses((status = 200, body = CaseSummary)), security(("bearer" = [])))]
pub async fn release(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id(id): Id<CaseId>,
) -> Reply<Json<CaseSummary>> {
    let admin = cx.roles.has(plaza_core::Role::Admin);
    decide(&app, &cx, id, Action::Release { by: cx.user()?, admin }, Decision::Move).await
}

/// Accepts a case that one has taken.
#[utoipa::path(post, path = "/operations/verification/{id}/approve", tag = "verification", params(("id" = CaseId, Path)), request_body = ApproveCase, responses((status = 200, body = CaseSummary)), security(("bearer" = [])))]
pub async fn approve(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id(id): Id<CaseId>,
    Body(request): Body<ApproveCase>,
) -> Reply<Json<CaseSummary>> {
    if !(1..=120).contains(&request.valid_months) {
        return Err(Fault::invalid("validMonths", "must be 1 to 120").into());
    }
    decide(&app, &cx, id, Action::Approve(cx.user()?), Decision::Approve { months: request.valid_months }).await
}

/// Refuses a case that one has taken, with reasons its person can act on.
#[utoipa::path(post, path = "/operations/verification/{id}/reject", tag = "verification", params(("id" = CaseId, Path)), request_body = RejectCase, responses((status = 200, body = CaseSummary)), security(("bearer" = [])))]
pub async fn reject(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id(id): Id<CaseId>,
    Body(request): Body<RejectCase>,
) -> Reply<Json<CaseSummary>> {
    decide(&app, &cx, id, Action::Reject(cx.user()?), refusal(request)?).await
}

/// Withdraws an approval that counts, also while it is renewed: it counts no longer at once, and the case is refused, with reasons its person can act on.
#[utoipa::path(post, path = "/operations/verification/{id}/revoke", tag = "verification", params(("id" = CaseId, Path)), request_body = RejectCase, responses((status = 200, body = CaseSummary)), security(("bearer" = [])))]
pub async fn revoke(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Id(id): Id<CaseId>,
    Body(request): Body<RejectCase>,
) -> Reply<Json<CaseSummary>> {
    decide(&app, &cx, id, Action::Revoke(cx.user()?), refusal(request)?).await
}

fn refusal(mut request: RejectCase) -> Result<Decision, Fault> {
    request.reasons.sort_unstable();
    request.reasons.dedup();
    let note = request.note.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if request.reasons.is_empty() {
        return Err(Fault::invalid("reasons", "must name at least one reason"));
    }
    if note.as_ref().is_some_and(|text| text.chars().count() > 1_000) {
        return Err(Fault::invalid("note", "must have at most 1,000 characters"));
    }
    if note.is_none() && request.reasons.contains(&RejectReason::Other) {
        return Err(Fault::invalid("note", "is needed with the reason 'other'"));
    }
    Ok(Decision::Reject { reasons: request.reasons, note })
}

async fn decide(app: &App, cx: &Cx, id: CaseId, action: Action, decision: Decision) -> Reply<Json<CaseSummary>> {
    Ok(Json(command::decide(app, cx, id, action, decision).await?))
}

fn states(given: Option<&str>) -> Result<Vec<CaseStatus>, Fault> {
    let names = given.unwrap_or("submitted,in_review").split(',').map(str::trim).filter(|name| !name.is_empty());
    names
        .map(|name| CaseStatus::try_from(name.to_owned()))
        .collect::<Result<_, _>>()
        .map_err(|unknown| Fault::invalid("status", format!("{unknown}; states are separated by commas")))
}
