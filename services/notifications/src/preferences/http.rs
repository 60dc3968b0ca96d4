//! The operations over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::Page;
use plaza_web::{ListBody, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{command, store};
use crate::app::{App, scope};
use crate::domain::kind::{Channel, Kind};

/// Whether a kind is told on a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PreferenceView {
    /// Which kind.
    pub kind: Kind,
    /// Which channel.
    pub channel: Channel,
    /// Whether it is told there.
    pub enabled: bool,
    /// Whether that can be changed.
    pub changeable: bool,
}

/// A choice.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PreferenceChange {
    /// Which kind.
    pub kind: Kind,
    /// Which channel.
    pub channel: Channel,
    /// Whether to be told there.
    pub enabled: bool,
}

/// Shows what one is told, and where.
#[utoipa::path(get, path = "/notifications/preferences", tag = "notifications",
    responses((status = 200, body = Page<PreferenceView>)), security(("bearer" = [])))]
pub async fn show(State(app): State<Arc<App>>, SignedIn(cx): SignedIn) -> Reply<Json<Page<PreferenceView>>> {
    let chosen = store::of(app.db.pool(), scope(cx.org), cx.user()?).await?;
    Ok(Json(command::listed(&chosen)))
}

/// Changes what one is told, and where; what is not named stays.
#[utoipa::path(post, path = "/notifications/preferences", tag = "notifications", request_body = Vec<PreferenceChange>,
    responses((status = 200, body = Page<PreferenceView>)), security(("bearer" = [])))]
pub async fn change(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    ListBody(changes): ListBody<PreferenceChange>,
) -> Reply<Json<Page<PreferenceView>>> {
    Ok(Json(command::change(&app, &cx, changes).await?))
}
