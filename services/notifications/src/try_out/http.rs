//! The operation over HTTP.

use std::sync::Arc;

use axum::extract::State;
use plaza_core::Cx;
use plaza_notifications_api::NotificationId;
use plaza_web::{Accepted, Admin, Reply};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::domain::kind::Kind;
use crate::error::Error;
use crate::record::{New, record};

/// A test mail that is on its way.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TestMail {
    /// The notification; `GET /notifications/outbox` shows how far its mail got.
    pub notification_id: NotificationId,
}

/// Sends a test mail to oneself; how it went is in the outbox.
#[utoipa::path(post, path = "/notifications/test", tag = "notifications",
    responses((status = 202, body = TestMail)), security(("bearer" = [])))]
pub async fn try_out(State(app): State<Arc<App>>, Admin(cx): Admin) -> Reply<Accepted<TestMail>> {
    Ok(Accepted(start(&app, &cx).await?))
}

async fn start(app: &App, cx: &Cx) -> Result<TestMail, Error> {
    let user = cx.user()?;
    let mut tx = app.db.begin(cx).await?;
    let new = New::of(Kind::Test, format!("test:{}", Uuid::now_v7()), user, user.uuid());
    let id = record(&mut tx, &new).await?.ok_or_else(|| Error::Broken("a fresh key was taken".into()))?;
    let sent = TestMail { notification_id: id };
    tx.answer(202, &sent);
    tx.commit().await?;
    Ok(sent)
}
