//! What other services and the gateways may ask: one line per call.

use plaza_chat_api::{
    Chat, ConversationCard, ConversationId, DemoChats, Here, Live, LiveFrom, OpenConversation, PostCard, PostedCard,
    UpdateCard,
};
use plaza_core::{Cx, Fault, Kind, Result};

use crate::app::App;
use crate::{card, demo, feed, list, open, presence, room};

#[async_trait::async_trait]
impl Chat for App {
    async fn open(&self, cx: &Cx, request: OpenConversation) -> Result<ConversationId> {
        Ok(open::command::pair(self, cx, request.people).await?.0)
    }

    async fn conversation(&self, cx: &Cx, id: ConversationId) -> Result<Option<ConversationCard>> {
        let Some(room) = room::find(self, cx.org()?, id).await? else { return Ok(None) };
        let (group, blocked, closed) = list::query::state(self.db.pool(), room.org, id).await?;
        Ok(Some(ConversationCard { id, org_id: room.org, people: room.people.clone(), group, blocked, closed }))
    }

    async fn post_card(&self, cx: &Cx, request: PostCard) -> Result<PostedCard> {
        Ok(card::command::post(self, cx, request).await?)
    }

    async fn update_card(&self, cx: &Cx, request: UpdateCard) -> Result<()> {
        Ok(card::command::update(self, cx, request).await?)
    }

    async fn live(&self, cx: &Cx, from: LiveFrom) -> Result<Live> {
        only_services(cx)?;
        Ok(feed::live::look(self, from).await?)
    }

    async fn typing(&self, cx: &Cx, id: ConversationId) -> Result<()> {
        Ok(presence::command::typing(self, cx, id).await?)
    }

    async fn here(&self, cx: &Cx, request: Here) -> Result<()> {
        only_services(cx)?;
        Ok(presence::command::here(self, &request).await?)
    }

    async fn seed_demo(&self, cx: &Cx, request: DemoChats) -> Result<u32> {
        only_services(cx)?;
        Ok(demo::seed(self, cx, request).await?)
    }
}

/// What concerns everybody is asked by a service on its own account.
fn only_services(cx: &Cx) -> Result<()> {
    if cx.is_service() {
        Ok(())
    } else {
        Err(Fault::new(Kind::Forbidden, "chat.services_only", "Only services ask this."))
    }
}
