//! Whom a booking names: they must belong to the organisation, or a stranger would be told and shown.

use plaza_core::{Cx, Fault, UserId};

use crate::app::App;
use crate::error::Error;

/// Lets through what names people of the caller's organisation. The booker is one: identity said so.
///
/// # Errors
/// 404 `bookings.person_not_found` with the field.
pub async fn must_belong(app: &App, cx: &Cx, user: UserId, attendees: &[UserId]) -> Result<(), Error> {
    let me = cx.user().ok();
    let mut others: Vec<UserId> = attendees.iter().copied().chain([user]).filter(|id| Some(*id) != me).collect();
    others.sort_unstable();
    others.dedup();
    if others.is_empty() || cx.is_service() {
        return Ok(());
    }
    let known = app.identity.users(cx, others.clone()).await?;
    let unknown = |id: &UserId| known.iter().all(|card| card.id != *id);
    let Some(stranger) = others.into_iter().find(|id| unknown(id)) else { return Ok(()) };
    let field = if stranger == user { "userId" } else { "attendeeIds" };
    let message = format!("{field}: nobody of this organisation has the id {stranger}.");
    Err(Fault::not_found("bookings.person_not_found", message).with("field", field).into())
}
