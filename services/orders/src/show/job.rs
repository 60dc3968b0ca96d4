//! The job that puts a card into a conversation, or changes it there.

use std::sync::Arc;

use plaza_chat_api::{Chat, ConversationId, OpenConversation, PostCard, UpdateCard};
use plaza_core::{Cx, Fault, Result};
use plaza_db::Db;
use plaza_jobs::Job;
use plaza_orders_api::{OfferId, OrderId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::domain::side::Side;
use crate::error::Error;
use crate::offers::{self, Offer};
use crate::record::{self, Order};

/// Name of the job.
pub const SHOW: &str = "show_card";

/// What a card shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// An offer.
    Offer,
    /// An order.
    Order,
}

/// Which card a job is about.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Shown {
    /// Of what.
    pub subject: Subject,
    /// Which.
    pub id: Uuid,
}

/// Shows an offer or order as it is now.
pub struct ShowCard {
    /// Where offers and orders are.
    pub db: Db,
    /// Where they are shown.
    pub chat: Arc<dyn Chat>,
}

#[async_trait::async_trait]
impl Job for ShowCard {
    fn kind(&self) -> &'static str {
        SHOW
    }

    async fn run(&self, cx: &Cx, payload: Value) -> Result<()> {
        let shown: Shown = serde_json::from_value(payload).map_err(|error| {
            tracing::error!(%error, "what to show does not read");
            Fault::internal()
        })?;
        let done = match shown.subject {
            Subject::Offer => self.offer(cx, OfferId(shown.id)).await,
            Subject::Order => self.order(cx, OrderId(shown.id)).await,
        };
        match done.map_err(Fault::from) {
            // The conversation is gone or closed to cards: the agreement stands without one.
            Err(fault) if !fault.kind.is_unknown_outcome() => {
                tracing::warn!(%fault, id = %shown.id, "a card cannot be shown");
                Ok(())
            }
            other => other,
        }
    }
}

impl ShowCard {
    async fn offer(&self, cx: &Cx, id: OfferId) -> Result<(), Error> {
        let offer = offers::find(self.db.pool(), cx.org()?, id).await?;
        let author = match offer.author {
            Side::Client => offer.client,
            Side::Professional => offer.professional,
        };
        let card = PostCard {
            key: format!("offer:{}", offer.id),
            conversation: offer.conversation,
            author,
            kind: "offer".to_owned(),
            subject: offer.id.uuid(),
            version: i64::from(offer.changes),
            data: offer_data(&offer),
        };
        self.show(cx, card, offer.card_posted).await?;
        if !offer.card_posted {
            sqlx::query("UPDATE offers SET card_posted = true WHERE org_id = $1 AND id = $2")
                .bind(offer.org)
                .bind(offer.id)
                .execute(self.db.pool())
                .await?;
        }
        Ok(())
    }

    async fn order(&self, cx: &Cx, id: OrderId) -> Result<(), Error> {
        let order = record::find(self.db.pool(), cx.org()?, id).await?;
        let conversation = match order.conversation {
            Some(conversation) => conversation,
            None => self.open(cx, &order).await?,
        };
        let card = PostCard {
            key: format!("order:{}", order.id),
            conversation,
            author: order.client,
            kind: "order".to_owned(),
            subject: order.id.uuid(),
            version: i64::from(order.version),
            data: order_data(&order),
        };
        self.show(cx, card, order.card_posted).await?;
        if !order.card_posted {
            sqlx::query("UPDATE orders SET card_posted = true WHERE org_id = $1 AND id = $2")
                .bind(order.org)
                .bind(order.id)
                .execute(self.db.pool())
                .await?;
        }
        Ok(())
    }

    /// A gig can be bought before a word was said: the two get their conversation now.
    async fn open(&self, cx: &Cx, order: &Order) -> Result<ConversationId, Error> {
        let conversation = self.chat.open(cx, OpenConversation { people: [order.client, order.professional] }).await?;
        sqlx::query("UPDATE orders SET conversation_id = $3 WHERE org_id = $1 AND id = $2")
            .bind(order.org)
            .bind(order.id)
            .bind(conversation.uuid())
            .execute(self.db.pool())
            .await?;
        Ok(conversation)
    }

    async fn show(&self, cx: &Cx, card: PostCard, posted: bool) -> Result<(), Error> {
        let update = UpdateCard {
            kind: card.kind.clone(),
            subject: card.subject,
            version: card.version,
            data: card.data.clone(),
        };
        if !posted {
            self.chat.post_card(cx, card).await?;
        }
        // Also after posting: the card may have been posted before, when it showed less.
        Ok(self.chat.update_card(cx, update).await?)
    }
}

fn offer_data(offer: &Offer) -> Value {
    json!({
        "offerId": offer.id,
        "threadId": offer.thread,
        "version": offer.version,
        "status": offer.standing.status,
        "author": offer.author,
        "awaits": offer.standing.awaits,
        "price": offer.total(),
        "milestones": offer.parts.len(),
        "deliveryDays": offer.delivery_days,
        "revisions": offer.revisions,
        "expiresAt": offer.expires_at,
        "orderId": offer.order,
    })
}

fn order_data(order: &Order) -> Value {
    json!({
        "orderId": order.id,
        "offerId": order.offer,
        "status": order.work.status,
        "price": order.total(),
        "released": order.money(order.work.released),
        "refunded": order.money(order.work.refunded),
        "dueAt": order.work.due_at,
        "completesAt": order.work.completes_at,
        "cancellationBy": order.work.cancellation,
        "extensionDays": order.work.extension,
    })
}
