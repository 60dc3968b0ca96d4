//! The operation over HTTP.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use plaza_core::page::page_limit;
use plaza_core::{Fault, Page};
use plaza_notifications_api::NotificationId;
use plaza_web::{Params, Reply, SignedIn};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::query;
use crate::app::{App, scope};

/// Which notifications to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ListParams {
    /// Only those not read yet.
    pub unread: Option<bool>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

/// A notification in the app.
#[derive(Debug, Clone, Serialize, ToSchema, FromRow)]
#[serde(rename_all = "camelCase")]
pub struct NotificationView {
    /// Its id.
    pub id: NotificationId,
    /// Which, such as `booking_confirmed`.
    pub kind: String,
    /// Heading, in the reader's language.
    pub title: String,
    /// One sentence, in the reader's language.
    pub body: String,
    /// What it is about: of `booking_...` the booking, of `payment_...` the payment.
    pub subject_id: Uuid,
    /// When it came.
    pub created_at: DateTime<Utc>,
    /// When it was read.
    pub read_at: Option<DateTime<Utc>>,
}

/// A page of notifications and how many are not read.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NotificationList {
    /// The last first.
    pub items: Vec<NotificationView>,
    /// Pass as `cursor` to read on; null on the last page.
    pub next: Option<String>,
    /// How many of all are not read.
    pub unread_count: i64,
}

/// Lists one's own notifications, the last first.
#[utoipa::path(get, path = "/notifications", tag = "notifications", params(ListParams),
    responses((status = 200, body = NotificationList)), security(("bearer" = [])))]
pub async fn list(
    State(app): State<Arc<App>>,
    SignedIn(cx): SignedIn,
    Params(params): Params<ListParams>,
) -> Reply<Json<NotificationList>> {
    let (org, user, limit) = (scope(cx.org), cx.user()?, page_limit(params.limit));
    let before = params.cursor.map(|cursor| cursor.parse::<NotificationId>()).transpose();
    let before = before.map_err(|_| Fault::invalid("cursor", "is not one of ours; leave it out to start"))?;
    let wanted = query::Wanted { org, user, unread: params.unread.unwrap_or(false), before };
    let found = query::shown(app.db.pool(), &wanted, i64::try_from(limit).unwrap_or(200) + 1).await?;
    let unread_count = query::unread(app.db.pool(), org, user).await?;
    let page = Page::of(found, limit, |item| item.id.to_string());
    Ok(Json(NotificationList { items: page.items, next: page.next, unread_count }))
}
