//! Offers and orders.

use plaza_core::{Envelope, Event, Result, UserId};
use plaza_db::Tx;
use plaza_events::Handler;
use plaza_orders_api::events::{
    OfferAccepted, OfferAgreed, OfferCreated, OfferRejected, OrderCancellationRequested, OrderCancelled,
    OrderCompleted, OrderCompletionNear, OrderDelivered, OrderDisputed, OrderExtensionRequested, OrderFunded,
    OrderResolved, OrderRevisionRequested,
};

use crate::domain::kind::Kind;
use crate::record::{New, record};

/// Tells the two sides of an agreement what the other did, and both what happened by itself.
pub struct WorkChanged;

/// Whom a change concerns.
enum Whom {
    Client,
    Professional,
    Both,
    /// Who did not do it; both when it happened by itself.
    TheOther,
    /// Who works, and who pays when nobody said yes.
    WhoWorks,
}

#[async_trait::async_trait]
impl Handler for WorkChanged {
    fn name(&self) -> &'static str {
        "work_changed"
    }

    fn patterns(&self) -> &'static [&'static str] {
        &[
            OfferCreated::TYPE,
            OfferAgreed::TYPE,
            OfferAccepted::TYPE,
            OfferRejected::TYPE,
            OrderFunded::TYPE,
            OrderDelivered::TYPE,
            OrderCompletionNear::TYPE,
            OrderRevisionRequested::TYPE,
            OrderExtensionRequested::TYPE,
            OrderCancellationRequested::TYPE,
            OrderCompleted::TYPE,
            OrderCancelled::TYPE,
            OrderDisputed::TYPE,
            OrderResolved::TYPE,
        ]
    }

    async fn handle(&self, tx: &mut Tx, event: &Envelope) -> Result<()> {
        let (kind, whom) = match event.kind.as_str() {
            OfferCreated::TYPE => (Kind::OfferReceived, Whom::TheOther),
            OfferAgreed::TYPE => (Kind::OfferAccepted, Whom::Client),
            OfferAccepted::TYPE => (Kind::OfferAccepted, Whom::Professional),
            OfferRejected::TYPE => (Kind::OfferRejected, Whom::TheOther),
            OrderFunded::TYPE => (Kind::OrderFunded, Whom::Both),
            OrderDelivered::TYPE => (Kind::OrderDelivered, Whom::Client),
            OrderCompletionNear::TYPE => (Kind::OrderCompletionNear, Whom::Client),
            OrderRevisionRequested::TYPE => (Kind::OrderRevisionRequested, Whom::Professional),
            OrderExtensionRequested::TYPE => (Kind::OrderExtensionRequested, Whom::Client),
            OrderCancellationRequested::TYPE => (Kind::OrderCancellationRequested, Whom::TheOther),
            OrderCompleted::TYPE => (Kind::OrderCompleted, Whom::WhoWorks),
            OrderCancelled::TYPE => (Kind::OrderCancelled, Whom::TheOther),
            OrderDisputed::TYPE => (Kind::OrderDisputed, Whom::TheOther),
            OrderResolved::TYPE => (Kind::OrderResolved, Whom::Both),
            _ => return Ok(()),
        };
        let (client, professional, by) = sides(event)?;
        let ends = matches!(kind, Kind::OrderCompleted | Kind::OrderCancelled);
        if ends && by.is_some_and(|by| by != client && by != professional) {
            // A manager decided: that is told, and with it how it ended.
            return Ok(());
        }
        let told = match whom {
            Whom::Client => vec![client],
            Whom::Professional => vec![professional],
            Whom::Both => vec![client, professional],
            Whom::TheOther => [client, professional].into_iter().filter(|side| by != Some(*side)).collect(),
            Whom::WhoWorks if by.is_none() => vec![client, professional],
            Whom::WhoWorks => vec![professional],
        };
        for user in told {
            // One order is delivered and revised again and again: each time is told.
            let key = format!("{}:{}", kind.name(), event.id);
            record(tx, &New::of(kind, key, user, event.subject)).await?;
        }
        Ok(())
    }
}

/// The two sides of an offer's or an order's event, and who did it.
fn sides(event: &Envelope) -> Result<(UserId, UserId, Option<UserId>)> {
    if event.kind.starts_with("orders.offer.") {
        let facts = event.data::<OfferCreated>()?.0;
        return Ok((facts.client, facts.professional, facts.by));
    }
    let facts = event.data::<OrderFunded>()?.0;
    Ok((facts.client, facts.professional, facts.by))
}
