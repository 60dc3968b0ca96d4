use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::UserId;
use plaza_web::{Caller, Params, Reply};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::store;
use crate::app::App;
use crate::domain::level::{self, LevelRule, RULES};
use crate::error::Error;

/// Whose standing.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OfPerson {
    /// The person's account.
    pub user_id: UserId,
}

/// How somebody stands, and by which rule.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StandingView {
    /// The level: 0 (new) to 3 (top).
    pub level: u8,
    /// The badges, by code: `fast_answers`, `always_in_time`, `clients_favourite`.
    pub badges: Vec<String>,
    /// Completed orders.
    pub completed: i64,
    /// Delivered in time, percent of completed orders.
    pub in_time_percent: i64,
    /// Mean stars of published reviews; null without.
    pub average: Option<f64>,
    /// How many published reviews.
    pub reviews: i64,
    /// Median time to the first answer, minutes; null until there are three.
    pub response_minutes: Option<i64>,
    /// What each level asks for.
    pub rules: Vec<LevelRule>,
}

/// Shows how a professional stands: level, badges, and the rule they follow from.
#[utoipa::path(get, path = "/reviews/standing", tag = "reviews", params(OfPerson), responses((status = 200, body = StandingView)))]
pub async fn standing(
    State(app): State<Arc<App>>,
    Caller(cx): Caller,
    Params(params): Params<OfPerson>,
) -> Reply<Json<StandingView>> {
    let org = cx.org()?;
    let known = store::find(app.db.pool(), org, params.user_id).await.map_err(Error::from)?;
    let rating = store::rating(app.db.pool(), org, params.user_id).await.map_err(Error::from)?;
    let facts = store::of(&known, rating);
    Ok(Json(StandingView {
        level: level::level(&facts),
        badges: level::badges(&facts),
        completed: facts.completed,
        in_time_percent: facts.in_time_percent(),
        average: (facts.reviews > 0).then(|| facts.average_hundredths() as f64 / 100.0),
        reviews: facts.reviews,
        response_minutes: facts.response_minutes,
        rules: RULES.to_vec(),
    }))
}
