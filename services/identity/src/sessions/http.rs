use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plaza_core::{Actor, Cx, Instant, Page};
use plaza_web::{Id, NoContent, Reply, SignedIn};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::{self, Reason, SessionRow};
use crate::app::App;
use crate::error::{Error, Result};

/// One of one's open sessions.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionView {
    /// Its id, to end it by.
    pub id: Uuid,
    /// What the client called itself at log-in.
    pub device: String,
    /// From which network address it logged in.
    pub address: String,
    /// When it was opened.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// When it was refreshed last.
    #[schema(value_type = String, format = DateTime)]
    pub last_used_at: Instant,
    /// Whether it is the one asking.
    pub current: bool,
}

/// My open sessions, the newest first.
#[utoipa::path(get, path = "/auth/sessions", tag = "auth", responses((status = 200, body = Page<SessionView>)), security(("bearer" = [])))]
pub async fn list(State(app): State<Arc<App>>, SignedIn(cx): SignedIn) -> Reply<Json<Page<SessionView>>> {
    let rows = store::of(app.db.pool(), cx.user()?, app.clock.now()).await?;
    let items = rows.into_iter().map(|row| view(row, current(&cx))).collect();
    Ok(Json(Page { items, next: None }))
}

/// Ends one of my sessions.
#[utoipa::path(delete, path = "/auth/sessions/{id}", tag = "auth", params(("id" = Uuid, Path, description = "The session")), responses((status = 204)), security(("bearer" = [])))]
pub async fn end(State(app): State<Arc<App>>, SignedIn(cx): SignedIn, Id(id): Id<Uuid>) -> Reply<NoContent> {
    end_one(&app, &cx, id).await?;
    Ok(NoContent)
}

async fn end_one(app: &App, cx: &Cx, id: Uuid) -> Result<(), Error> {
    let mut tx = app.db.begin(cx).await?;
    let user = cx.user().map_err(|_| Error::NoSuchSession)?;
    if !store::revoke(&mut tx, id, user, Reason::Logout).await? {
        return Err(Error::NoSuchSession);
    }
    Ok(tx.commit().await?)
}

fn view(row: SessionRow, current: Option<Uuid>) -> SessionView {
    SessionView {
        current: current == Some(row.id),
        id: row.id,
        device: row.device,
        address: row.address,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    }
}

/// The session whose token asks.
pub fn current(cx: &Cx) -> Option<Uuid> {
    match cx.actor {
        Actor::User { session, .. } => Some(session),
        _ => None,
    }
}
