//! The operation over HTTP.

use std::sync::Arc;

use axum::extract::State;
use plaza_gigs_api::GigId;
use plaza_web::{Id, NoContent, Reply, SignedIn};

use crate::app::App;
use crate::domain::life::Action;
use crate::error::Error;
use crate::{facts, images, record};

/// Removes one's gig and its pictures; orders made before go on.
#[utoipa::path(delete, path = "/gigs/{id}", tag = "gigs", params(("id" = GigId, Path)), responses((status = 204)), security(("bearer" = [])))]
pub async fn remove(State(app): State<Arc<App>>, SignedIn(cx): SignedIn, Id(id): Id<GigId>) -> Reply<NoContent> {
    let mut tx = app.db.begin(&cx).await.map_err(Error::from)?;
    let mut gig = record::own(&mut tx, &cx, id).await?;
    let (before, now) = (gig.status, tx.now());
    gig.act(Action::Remove, false, now)?;
    let pictures = images::store::delete_all(&mut tx, gig.org_id, id).await.map_err(Error::from)?;
    record::update(&mut tx, &mut gig).await.map_err(Error::from)?;
    facts::announce(&mut tx, &gig, Some(before));
    tx.commit().await.map_err(Error::from)?;
    images::store::discard(&app, &pictures).await;
    Ok(NoContent)
}
