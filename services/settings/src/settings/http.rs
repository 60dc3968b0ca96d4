use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_settings_api::OrgSettings;
use plaza_web::{Admin, Body, Id, Operator, Reply};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::command;
use crate::app::App;
use crate::domain::document;

/// A new value for one setting.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetSetting {
    /// Of the setting's own type.
    #[schema(value_type = Object)]
    pub value: Value,
}

/// One setting.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SettingView {
    /// Its name.
    pub key: String,
    /// Its value now.
    #[schema(value_type = Object)]
    pub value: Value,
}

/// The organisation's settings, defaults filled in.
#[utoipa::path(get, path = "/config/settings", tag = "settings", responses((status = 200, body = OrgSettings)), security(("bearer" = [])))]
pub async fn get(State(app): State<Arc<App>>, Operator(cx): Operator) -> Reply<Json<OrgSettings>> {
    Ok(Json(command::read(&app, cx.org()?).await?))
}

/// Changes the organisation's settings; what is left out stays as it is, so the whole document may be sent or a part of it.
#[utoipa::path(put, path = "/config/settings", tag = "settings", request_body = OrgSettings, responses((status = 200, body = OrgSettings)), security(("bearer" = [])))]
pub async fn put(
    State(app): State<Arc<App>>,
    Admin(cx): Admin,
    Body(wanted): Body<Map<String, Value>>,
) -> Reply<Json<OrgSettings>> {
    Ok(Json(command::change(&app, &cx, wanted).await?))
}

/// Changes one setting, such as `holdMinutes`.
#[utoipa::path(put, path = "/config/settings/{key}", tag = "settings", params(("key" = String, Path, description = "The setting's name, such as holdMinutes")),
    request_body = SetSetting, responses((status = 200, body = SettingView)), security(("bearer" = [])))]
pub async fn put_one(
    State(app): State<Arc<App>>,
    Admin(cx): Admin,
    Id(key): Id<String>,
    Body(request): Body<SetSetting>,
) -> Reply<Json<SettingView>> {
    let settings = command::set(&app, &cx, &key, request.value).await?;
    let value = document::value(&settings, &key).unwrap_or_default();
    Ok(Json(SettingView { key, value }))
}
