use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_core::UserId;
use plaza_web::{Reply, SignedIn};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::store;
use crate::app::App;
use crate::domain::review::{SubjectKind, closes};
use crate::error::Error;

/// Something one may review.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReviewChance {
    /// The order or booking: the `reference` of the review.
    pub reference: Uuid,
    /// What is reviewed.
    pub subject_kind: SubjectKind,
    /// Which: a person's account, or a resource.
    pub subject: Uuid,
    /// Whose time was booked, when it is an hour of a person's: they are the subject, and do not review back.
    pub host: Option<UserId>,
    /// What can be told apart besides the whole.
    pub aspects: Vec<String>,
    /// Until when.
    pub closes_at: DateTime<Utc>,
}

/// What one may review.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReviewChances {
    /// The newest first, at most a hundred.
    pub items: Vec<ReviewChance>,
}

/// Lists what one may review now: completed orders of either side, stays, and hours of people's time.
#[utoipa::path(get, path = "/reviews/open", tag = "reviews", responses((status = 200, body = ReviewChances)), security(("bearer" = [])))]
pub async fn open(State(app): State<Arc<App>>, SignedIn(cx): SignedIn) -> Reply<Json<ReviewChances>> {
    let (org, me) = (cx.org()?, cx.user()?);
    let window = app.window(org).await?;
    let found = store::untaken(app.db.pool(), org, me, app.clock.now() - window).await.map_err(Error::from)?;
    let chance = |chance: store::Chance| ReviewChance {
        reference: chance.reference,
        subject_kind: chance.kind,
        subject: chance.subject,
        host: chance.host,
        aspects: chance.kind.aspects().iter().map(|name| (*name).to_owned()).collect(),
        closes_at: closes(chance.opened_at, window),
    };
    Ok(Json(ReviewChances { items: found.into_iter().map(chance).collect() }))
}
