use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::{Instant, Page};
use plaza_web::{Operator, Params, Reply};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::query;
use crate::app::App;

/// One event of the log.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogEntry {
    /// The event's id.
    pub id: Uuid,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    pub at: Instant,
    /// Who caused it: `user:<id>`, `service:<name>` or `anonymous`.
    pub actor: String,
    /// The service it happened in.
    pub service: String,
    /// Its full name, such as `bookings.booking.confirmed.v1`.
    pub kind: String,
    /// What sort of thing it happened to, such as `booking`.
    pub entity_type: String,
    /// To which one.
    pub entity_id: Uuid,
    /// The same for all that followed from one request.
    pub correlation_id: Uuid,
    /// Version of the thing after it, where its service counts them; 1 otherwise.
    pub version: i32,
    /// The event itself.
    #[schema(value_type = Object)]
    pub data: Value,
}

/// Which events.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LogQuery {
    /// Who caused them: `user:<id>`, `service:<name>`, `anonymous`, or the bare id of a person.
    pub actor: Option<String>,
    /// What sort of thing they happened to, such as `booking`.
    pub entity_type: Option<String>,
    /// To which one.
    pub entity_id: Option<Uuid>,
    /// Their name or how it begins, such as `bookings.booking.`; a `*` at the end is allowed.
    pub kind: Option<String>,
    /// All that followed from one request.
    pub correlation_id: Option<Uuid>,
    /// Not before.
    #[param(value_type = Option<String>, format = DateTime)]
    pub from: Option<Instant>,
    /// Before.
    #[param(value_type = Option<String>, format = DateTime)]
    pub to: Option<Instant>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// The organisation's events, the newest first.
#[utoipa::path(get, path = "/audit/logs", tag = "audit", params(LogQuery), responses((status = 200, body = Page<LogEntry>)), security(("bearer" = [])))]
pub async fn logs(
    State(app): State<Arc<App>>,
    Operator(cx): Operator,
    Params(wanted): Params<LogQuery>,
) -> Reply<Json<Page<LogEntry>>> {
    Ok(Json(query::search(&app, cx.org()?, &wanted).await?))
}
