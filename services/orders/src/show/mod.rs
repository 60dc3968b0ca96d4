//! The cards of offers and orders in the conversation of the two: they follow every change,
//! by a job, because no other service is asked within a transaction.

pub mod job;

use plaza_db::Tx;
use uuid::Uuid;

use crate::error::Error;
use crate::offers::Offer;
use crate::record::Order;
use job::{SHOW, Shown, Subject};

/// Lets an offer's card follow.
///
/// # Errors
/// As the database fails.
pub async fn offer_changed(tx: &mut Tx, offer: &Offer) -> Result<(), Error> {
    follow(tx, Subject::Offer, offer.id.uuid()).await
}

/// Lets an order's card follow.
///
/// # Errors
/// As the database fails.
pub async fn order_changed(tx: &mut Tx, order: &Order) -> Result<(), Error> {
    follow(tx, Subject::Order, order.id.uuid()).await
}

async fn follow(tx: &mut Tx, subject: Subject, id: Uuid) -> Result<(), Error> {
    let now = tx.now();
    plaza_jobs::enqueue_once(tx, SHOW, &Shown { subject, id }, now, &id.to_string()).await?;
    Ok(())
}
