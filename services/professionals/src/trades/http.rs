//! HTTP of trades.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_web::{Body, Caller, Member, Reply};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::domain::profile::PractisedTrade;
use crate::view::ProfessionalProfile;

/// All trades.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Trades {
    /// In groups.
    pub groups: Vec<TradeGroup>,
}

/// Trades that belong together.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TradeGroup {
    /// Its lasting name.
    pub slug: String,
    /// Its name in the request's language.
    pub name: String,
    /// Its trades.
    pub trades: Vec<TradeView>,
}

/// A trade.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Trade)]
pub struct TradeView {
    /// Its lasting name.
    pub slug: String,
    /// Its name in the request's language.
    pub name: String,
    /// In Spanish.
    pub es: String,
    /// In English.
    pub en: String,
}

/// What you do.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MyTrades {
    /// One to eight, the main trade first.
    pub trades: Vec<PractisedTrade>,
    /// The version of the profile you read.
    #[serde(default)]
    pub version: Option<i32>,
}

/// The trades there are.
#[utoipa::path(get, path = "/trades", tag = "professionals", responses((status = 200, body = Trades)))]
pub async fn list(Caller(cx): Caller) -> Reply<Json<Trades>> {
    Ok(Json(command::list(cx.locale)))
}

/// Sets your trades.
#[utoipa::path(put, path = "/professionals/me/trades", tag = "professionals", request_body = MyTrades,
    responses((status = 200, body = ProfessionalProfile)), security(("bearer" = [])))]
pub async fn set(
    State(app): State<Arc<App>>,
    Member(cx): Member,
    Body(body): Body<MyTrades>,
) -> Reply<Json<ProfessionalProfile>> {
    Ok(Json(command::set(&app, &cx, body).await?))
}

/// Sets your trades; the same as PUT (001-32).
#[utoipa::path(post, path = "/professionals/me/trades", tag = "professionals", request_body = MyTrades,
    responses((status = 200, body = ProfessionalProfile)), security(("bearer" = [])))]
pub async fn post(
    State(app): State<Arc<App>>,
    Member(cx): Member,
    Body(body): Body<MyTrades>,
) -> Reply<Json<ProfessionalProfile>> {
    Ok(Json(command::set(&app, &cx, body).await?))
}
