use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_web::{Caller, Params, Reply};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::query;
use crate::app::App;
use crate::domain::review::SubjectKind;
use crate::error::Error;

/// Whose reviews.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OfSubject {
    /// What is reviewed.
    #[param(inline)]
    pub subject_kind: SubjectKind,
    /// Which: a person's account, or a resource.
    pub subject: Uuid,
}

/// What the published reviews come to.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RatingSummary {
    /// How many reviews.
    pub count: i64,
    /// Mean stars; null without reviews.
    pub average: Option<f64>,
    /// How often each number of stars was given: one star first.
    #[schema(value_type = Vec<i64>, min_items = 5, max_items = 5)]
    pub distribution: [i64; 5],
    /// Mean stars by aspect.
    pub aspects: BTreeMap<String, f64>,
    /// By month, the oldest first, at most twelve that have reviews.
    pub trend: Vec<RatingMonth>,
}

/// The reviews of a month.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RatingMonth {
    /// Such as `2026-11`.
    pub month: String,
    /// How many.
    pub count: i64,
    /// Mean stars.
    pub average: f64,
}

/// Sums up the published reviews of a person or place: mean, distribution, aspects, trend.
#[utoipa::path(get, path = "/reviews/summary", tag = "reviews", params(OfSubject), responses((status = 200, body = RatingSummary)))]
pub async fn summary(
    State(app): State<Arc<App>>,
    Caller(cx): Caller,
    Params(params): Params<OfSubject>,
) -> Reply<Json<RatingSummary>> {
    let (pool, org, kind, subject) = (app.db.pool(), cx.org()?, params.subject_kind, params.subject);
    let distribution = query::distribution(pool, org, kind, subject).await.map_err(Error::from)?;
    let aspects = query::aspects(pool, org, kind, subject).await.map_err(Error::from)?;
    let trend = query::trend(pool, org, kind, subject).await.map_err(Error::from)?;
    let count: i64 = distribution.iter().sum();
    let stars: i64 = (1..).zip(distribution).map(|(stars, count): (i64, i64)| stars * count).sum();
    let month =
        |(month, count, average): (String, i64, i64)| RatingMonth { month, count, average: hundredths(average) };
    Ok(Json(RatingSummary {
        count,
        average: (count > 0).then(|| hundredths((stars * 100 + count / 2) / count.max(1))),
        distribution,
        aspects: aspects.into_iter().map(|(name, average)| (name, hundredths(average))).collect(),
        trend: trend.into_iter().map(month).collect(),
    }))
}

fn hundredths(value: i64) -> f64 {
    value as f64 / 100.0
}
