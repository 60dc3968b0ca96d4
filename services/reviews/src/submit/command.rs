use std::collections::BTreeMap;

use plaza_core::{Cx, Instant};
use plaza_orders_api::{OrderId, OrderStatus};
use plaza_reviews_api::events::{ReviewSubmitted, SubmittedFacts};
use uuid::Uuid;

use super::store;
use crate::app::App;
use crate::domain::review::{check, closes, shown_at_once};
use crate::error::{Error, Result};
use crate::list::view::ReviewView;
use crate::open::on::of_order;
use crate::open::store::Chance;
use crate::record::Review;
use crate::{open, people, publish};

/// What somebody writes.
#[derive(Debug, Clone)]
pub struct Written {
    /// The order or booking.
    pub reference: Uuid,
    /// Stars.
    pub rating: u8,
    /// Stars by aspect.
    pub aspects: BTreeMap<String, u8>,
    /// The text, perhaps none.
    pub text: String,
}

/// Writes a review. When it is the second of an order, both are shown from now on; of a stay or an hour it is at once.
pub async fn submit(app: &App, cx: &Cx, written: Written) -> Result<ReviewView> {
    let (org, me) = (cx.org()?, cx.user()?);
    let window = app.window(org).await?;
    let fresh = just_completed(app, cx, written.reference).await?;
    let name = people::name(app, org, me).await;
    let mut tx = app.db.begin(cx).await?;
    for chance in fresh {
        open::store::insert(&mut tx, org, &chance).await?;
    }
    let chances = open::store::locked(&mut tx, org, written.reference).await?;
    // Of a stay or an hour there is one side only.
    let both_may = chances.iter().any(|chance| chance.author != me);
    let chance = chances.into_iter().find(|chance| chance.author == me).ok_or(Error::NoChance)?;
    let end = closes(chance.opened_at, window);
    if tx.now() >= end {
        return Err(Error::TimeIsOver(end));
    }
    let text = check(chance.kind, written.rating, &written.aspects, &written.text)?;
    let written = Written { text, ..written };
    let mut review = store::insert(&mut tx, org, &chance, &written).await?.ok_or(Error::AlreadyReviewed)?;
    let timestamp = tx.now();
    tx.emit(&ReviewSubmitted(submitted(&review, timestamp)));
    if shown_at_once(both_may, store::other_side_wrote(&mut tx, &review).await?) {
        if let Some(mut other) = store::of_the_other(&mut tx, &review).await? {
            publish::publish(&mut tx, &mut other).await?;
        }
        publish::publish(&mut tx, &mut review).await?;
    }
    let view = ReviewView::own(&review, name);
    tx.answer(201, &view);
    tx.commit().await?;
    Ok(view)
}

/// That it was written, and nothing of what: managers read events, and nobody reads a hidden review.
fn submitted(review: &Review, timestamp: Instant) -> SubmittedFacts {
    SubmittedFacts {
        review_id: review.id,
        subject_kind: review.kind.name().to_owned(),
        subject: review.subject,
        author: review.author,
        reference: review.reference,
        timestamp,
    }
}

/// The chances of an order whose completion no event has told of yet: who is quick need not wait for it.
async fn just_completed(app: &App, cx: &Cx, reference: Uuid) -> Result<Vec<Chance>> {
    let (org, me) = (cx.org()?, cx.user()?);
    if open::store::is_open(app.db.pool(), org, reference).await? {
        return Ok(Vec::new());
    }
    let order = app.orders.order(&Cx::service("reviews", Some(org)), OrderId(reference)).await;
    // Orders out of reach: then this is like an event that has not come.
    let Ok(Some(order)) = order else { return Ok(Vec::new()) };
    let done = matches!(order.status, OrderStatus::Completed | OrderStatus::PaidOut);
    match order.completed_at.filter(|_| done && [order.client, order.professional].contains(&me)) {
        Some(at) => Ok(of_order(order.id, (order.client, order.professional), at).into()),
        None => Ok(Vec::new()),
    }
}
