use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::Instant;
use plaza_web::{Operator, Params, Reply};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query;
use crate::app::App;

/// Of when.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportQuery {
    /// Not before; 30 days before `to` unless told.
    #[param(value_type = Option<String>, format = DateTime)]
    pub from: Option<Instant>,
    /// Before; now unless told. At most 366 days after `from`.
    #[param(value_type = Option<String>, format = DateTime)]
    pub to: Option<Instant>,
}

/// How many events of a kind on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct KindCount {
    /// The day in UTC, `2026-03-02`.
    pub day: String,
    /// The events' name.
    pub kind: String,
    /// How many.
    pub count: i64,
}

/// How many events an actor caused on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct ActorCount {
    /// The day in UTC, `2026-03-02`.
    pub day: String,
    /// Who.
    pub actor: String,
    /// How many.
    pub count: i64,
}

/// The log in figures.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditReport {
    /// Not before.
    #[schema(value_type = String, format = DateTime)]
    pub from: Instant,
    /// Before.
    #[schema(value_type = String, format = DateTime)]
    pub to: Instant,
    /// Events in all.
    pub total: i64,
    /// Whether the two lists are whole; each ends after 5,000 lines.
    pub complete: bool,
    /// By day and kind, the latest day and the most frequent first.
    pub by_kind: Vec<KindCount>,
    /// By day and actor, the latest day and the busiest first.
    pub by_actor: Vec<ActorCount>,
}

/// Counts the organisation's events by day, kind and actor.
#[utoipa::path(get, path = "/audit/reports", tag = "audit", params(ReportQuery), responses((status = 200, body = AuditReport)), security(("bearer" = [])))]
pub async fn report(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Params(wanted): Params<ReportQuery>,
) -> Reply<Json<AuditReport>> {
    Ok(Json(query::report(&app, cx.org()?, &wanted).await?))
}
