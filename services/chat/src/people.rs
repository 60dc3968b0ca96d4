//! People's names, from identity.

use std::collections::HashMap;

use plaza_core::{Cx, UserId};

use crate::app::App;
use crate::error::{Error, Result};

/// Names by id. Who is unknown has none; nor has anybody while identity cannot be asked: conversations go on.
pub async fn names(app: &App, cx: &Cx, mut ids: Vec<UserId>) -> HashMap<UserId, String> {
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return HashMap::new();
    }
    match app.identity.users(cx, ids).await {
        Ok(cards) => cards.into_iter().map(|card| (card.id, card.name)).collect(),
        Err(fault) => {
            tracing::warn!(%fault, "people's names cannot be asked; conversations are shown without");
            HashMap::new()
        }
    }
}

/// Lets through who belongs to the context's organisation.
///
/// # Errors
/// [`Error::NoSuchPerson`] for a stranger; identity's fault when it cannot be asked.
pub async fn must_belong(app: &App, cx: &Cx, people: &[UserId]) -> Result<()> {
    if cx.is_service() {
        return Ok(());
    }
    let known = app.identity.users(cx, people.to_vec()).await?;
    let all = people.iter().all(|id| known.iter().any(|card| card.id == *id));
    if all { Ok(()) } else { Err(Error::NoSuchPerson) }
}
