use std::collections::BTreeMap;

use plaza_core::Cx;
use plaza_reviews_api::events::ReviewSubmitted;
use uuid::Uuid;

use super::store;
use crate::app::App;
use crate::domain::review::{check, closes, shown_at_once};
use crate::error::{Error, Result};
use crate::list::view::ReviewView;
use crate::record::Review;
use crate::{open, publish, ratings};

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

/// Writes a review. When it is the second of an order, both are shown from now on.
pub async fn submit(app: &App, cx: &Cx, written: Written) -> Result<Review> {
    let (org, me) = (cx.org()?, cx.user()?);
    let window = app.window(org).await?;
    let mut tx = app.db.begin(cx).await?;
    let chances = open::store::locked(&mut tx, org, written.reference).await?;
    let chance = chances.into_iter().find(|chance| chance.author == me).ok_or(Error::NoChance)?;
    let end = closes(chance.opened_at, window);
    if tx.now() >= end {
        return Err(Error::TimeIsOver(end));
    }
    let text = check(chance.kind, written.rating, &written.aspects, &written.text)?;
    let written = Written { text, ..written };
    let mut review = store::insert(&mut tx, org, &chance, &written).await?.ok_or(Error::AlreadyReviewed)?;
    tx.emit(&ReviewSubmitted(ratings::facts(&review, Default::default(), tx.now())));
    if shown_at_once(review.kind, store::other_side_wrote(&mut tx, &review).await?) {
        if let Some(mut other) = store::of_the_other(&mut tx, &review).await? {
            publish::publish(&mut tx, &mut other).await?;
        }
        publish::publish(&mut tx, &mut review).await?;
    }
    tx.answer(201, &ReviewView::own(&review));
    tx.commit().await?;
    Ok(review)
}
