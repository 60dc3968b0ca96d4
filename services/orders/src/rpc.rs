//! What other services may ask: one line per call.

use plaza_core::{Cx, Result};
use plaza_orders_api::{DisputeCard, OfferCard, OfferId, OrderCard, OrderId, Orders};

use crate::app::App;
use crate::dispute::query::of_order;
use crate::error::Error;
use crate::offers::{self, Offer};
use crate::record::{self, Order};

#[async_trait::async_trait]
impl Orders for App {
    async fn order(&self, cx: &Cx, id: OrderId) -> Result<Option<OrderCard>> {
        match record::find(self.db.pool(), cx.org()?, id).await {
            Ok(order) => Ok(Some(order_card(&order))),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn offer(&self, cx: &Cx, id: OfferId) -> Result<Option<OfferCard>> {
        match offers::find(self.db.pool(), cx.org()?, id).await {
            Ok(offer) => Ok(Some(offer_card(&offer))),
            Err(Error::OfferNotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn dispute(&self, cx: &Cx, id: OrderId) -> Result<Option<DisputeCard>> {
        let order = match record::find(self.db.pool(), cx.org()?, id).await {
            Ok(order) => order,
            Err(Error::NotFound) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        Ok(of_order(self.db.pool(), &order).await?.map(|dispute| DisputeCard {
            order: order.id,
            org_id: order.org,
            conversation: order.conversation,
            opened_at: dispute.opened_at,
            resolved_at: dispute.resolved_at,
        }))
    }
}

fn order_card(order: &Order) -> OrderCard {
    OrderCard {
        id: order.id,
        org_id: order.org,
        client: order.client,
        professional: order.professional,
        title: order.title.clone(),
        status: order.work.status,
        total: order.total(),
        completed_at: order.completed_at,
    }
}

fn offer_card(offer: &Offer) -> OfferCard {
    OfferCard {
        id: offer.id,
        org_id: offer.org,
        client: offer.client,
        professional: offer.professional,
        title: offer.title.clone(),
        status: offer.standing.status,
        total: offer.total(),
        expires_at: offer.expires_at,
    }
}
