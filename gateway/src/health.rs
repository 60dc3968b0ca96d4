//! `/health` (000-139, 002-52, 003-20; decision X7) and `/metrics` (000-122).

use std::sync::Arc;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use plaza_service::health::{Health, Status};
use serde_json::json;

/// Renders the metrics in Prometheus' text format.
pub type Metrics = Arc<dyn Fn() -> String + Send + Sync>;

/// The routes every process has, with the gateway or without.
pub fn router(health: Health, metrics: Metrics) -> Router {
    let (whole, ready) = (health.clone(), health);
    let report = move || {
        let health = whole.clone();
        async move { report(&health).await }
    };
    Router::new()
        .route("/health", get(report.clone()))
        .route("/gateway-health", get(report.clone()))
        .route("/api/v1/health", get(report))
        .route("/health/live", get(|| async { Json(json!({ "status": "up" })) }))
        .route(
            "/health/ready",
            get(move || {
                let health = ready.clone();
                async move { readiness(&health) }
            }),
        )
        .route(
            "/metrics",
            get(move || {
                let metrics = metrics.clone();
                async move { ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], metrics()) }
            }),
        )
}

async fn report(health: &Health) -> Response {
    let report = health.report().await;
    let status = if report.status == Status::Down { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    (status, Json(report)).into_response()
}

fn readiness(health: &Health) -> Response {
    if health.is_ready() {
        Json(json!({ "status": "ready" })).into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "status": "starting" }))).into_response()
    }
}
