//! An organisation, some of its people, and identity that knows them.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use plaza_chat::audit;
use plaza_chat_api::{ChatClient, ConversationId};
use plaza_core::{Cx, OrgId, Result};
use plaza_identity_api::identity_router;
use plaza_identity_played::PlayedIdentity;
use plaza_orders_api::{DisputeCard, OfferCard, OfferId, OrderCard, OrderId, Orders, orders_router};
use plaza_testkit::people::{manager, member};
use plaza_testkit::stage::{Answer, Stage};
use plaza_testkit::until;
use serde_json::{Value, json};
use uuid::Uuid;

/// The stage, the organisation and three of its people.
pub struct World {
    pub stage: Stage,
    pub org: OrgId,
    pub ana: Cx,
    pub lucia: Cx,
    pub boss: Cx,
    pub identity: Arc<PlayedIdentity>,
    pub orders: Arc<FakeOrders>,
}

impl World {
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    pub async fn with(config: &[(&str, &str)]) -> Self {
        // Everybody belongs to every organisation, but for the strangers.
        let identity = Arc::new(PlayedIdentity::everybody("Somebody", "somebody@example.org"));
        let orders = Arc::new(FakeOrders::default());
        let mut builder = Stage::of(plaza_chat::service())
            .fake("identity", identity_router(identity.clone()))
            .fake("orders", orders_router(orders.clone()));
        for (name, value) in config {
            builder = builder.config(name, value);
        }
        let org = OrgId::new();
        let (ana, lucia, boss) = (member(org), member(org), manager(org));
        Self { stage: builder.start().await, org, ana, lucia, boss, identity, orders }
    }

    /// A client of the service's rpc.
    pub fn chat(&self) -> ChatClient {
        self.stage.client()
    }

    /// The conversation of two, opened by the first.
    pub async fn open(&self, one: &Cx, other: &Cx) -> Talk {
        let answer = self.stage.post(one, "/conversations", json!({"with": other.user().unwrap()})).await;
        assert!(answer.status == 201 || answer.status == 200, "{}", answer.body);
        Talk(answer.body["id"].as_str().unwrap().parse().unwrap())
    }

    /// Says something under a fresh id.
    pub async fn say(&self, who: &Cx, talk: Talk, text: &str) -> Answer {
        self.say_as(who, talk, Uuid::now_v7(), text).await
    }

    /// Says something under an id.
    pub async fn say_as(&self, who: &Cx, talk: Talk, client_id: Uuid, text: &str) -> Answer {
        self.stage.post(who, &talk.path("/messages"), json!({"clientId": client_id, "text": text})).await
    }

    /// What somebody reads of a conversation: number and text.
    pub async fn said(&self, who: &Cx, talk: Talk) -> Vec<(i64, String)> {
        let page = self.stage.get(who, &talk.path("/messages?limit=200")).await.expect(200);
        let line = |item: &Value| (item["seq"].as_i64().unwrap(), item["text"].as_str().unwrap_or("-").to_owned());
        page["items"].as_array().unwrap().iter().map(line).collect()
    }

    /// Everything a person's feed has after a cursor, page by page, and where it ends; nothing acknowledged is left out.
    pub async fn feed(&self, who: &Cx, after: &str, limit: usize) -> (Vec<Value>, String) {
        self.readable().await;
        self.feed_so_far(who, after, limit).await
    }

    /// What of a person's feed may be told already, and where it ends.
    pub async fn feed_so_far(&self, who: &Cx, after: &str, limit: usize) -> (Vec<Value>, String) {
        let (mut frames, mut after) = (Vec::new(), after.to_owned());
        loop {
            let page = self.stage.get(who, &format!("/chat/feed?after={after}&limit={limit}")).await.expect(200);
            frames.extend(page["items"].as_array().unwrap().iter().cloned());
            after = page["next"].as_str().unwrap().to_owned();
            if page["more"] == json!(false) {
                return (frames, after);
            }
        }
    }

    /// The present position of the feed, after everything acknowledged.
    pub async fn now(&self, who: &Cx) -> String {
        self.readable().await;
        self.stage.get(who, "/chat/feed").await.expect(200)["next"].as_str().unwrap().to_owned()
    }

    /// Waits until every frame may be told. Readers stay below the oldest open transaction of the whole server, and
    /// other tests have theirs on it: until it ends, a frame before the present position counts as after it.
    pub async fn readable(&self) {
        let held_back = "SELECT EXISTS (SELECT FROM frames WHERE txid >= pg_snapshot_xmin(pg_current_snapshot()))";
        until(async || {
            let held: bool = sqlx::query_scalar(held_back).fetch_one(self.stage.pool()).await.unwrap();
            (!held).then_some(())
        })
        .await;
    }

    /// Nothing may be wrong with the tables.
    pub async fn sound(&self) {
        let found = audit::check(self.stage.pool().clone()).await.unwrap();
        assert!(found.is_empty(), "{found:#?}");
    }

    /// The data of the events of one type, oldest first.
    pub async fn events(&self, kind: &str) -> Vec<Value> {
        sqlx::query_scalar("SELECT event_data FROM kernel.domain_events WHERE event_type = $1 ORDER BY seq")
            .bind(kind)
            .fetch_all(self.stage.pool())
            .await
            .unwrap()
    }
}

/// A conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Talk(pub ConversationId);

impl Talk {
    /// A path of it.
    pub fn path(self, rest: &str) -> String {
        format!("/conversations/{}{rest}", self.0)
    }
}

/// Disputes from a list, each in its own organisation.
#[derive(Default)]
pub struct FakeOrders(pub Mutex<Vec<DisputeCard>>);

#[async_trait]
impl Orders for FakeOrders {
    async fn order(&self, _: &Cx, _: OrderId) -> Result<Option<OrderCard>> {
        Ok(None)
    }

    async fn offer(&self, _: &Cx, _: OfferId) -> Result<Option<OfferCard>> {
        Ok(None)
    }

    async fn dispute(&self, cx: &Cx, id: OrderId) -> Result<Option<DisputeCard>> {
        Ok(self.0.lock().unwrap().iter().find(|card| card.order == id && Some(card.org_id) == cx.org).cloned())
    }
}
