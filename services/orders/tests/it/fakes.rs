//! The other services, played: conversations and their cards, gigs, profiles, settings nobody has touched.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use plaza_chat_api::{
    Chat, ConversationCard, ConversationId, DemoChats, Here, Live, LiveFrom, OpenConversation, PostCard, PostedCard,
    UpdateCard,
};
use plaza_core::{Cx, Fault, Result, UserId};
use plaza_gigs_api::{DemoGigs, GigCard, GigId, Gigs};
use plaza_professionals_api::{
    DemoProfessional, DemoProfessionals, ProfessionalCard, ProfessionalId, Professionals, ProfileStatus,
};
use plaza_settings_api::{OrgSettings, Settings};
use serde_json::Value;
use uuid::Uuid;

/// Conversations of two, and the cards in them.
#[derive(Default)]
pub struct FakeChat {
    pub conversations: Mutex<Vec<ConversationCard>>,
    pub cards: Mutex<HashMap<Uuid, Card>>,
    pub down: AtomicBool,
}

/// A card as it is shown now.
#[derive(Debug, Clone)]
pub struct Card {
    pub key: String,
    pub conversation: ConversationId,
    pub author: UserId,
    pub version: i64,
    pub data: Value,
}

impl FakeChat {
    fn up(&self) -> Result<()> {
        if self.down.load(Ordering::SeqCst) { Err(Fault::unavailable("tests.down", "Chat is down.")) } else { Ok(()) }
    }

    /// Whether one of the two blocks the other, and whether an operator closed the conversation.
    pub fn allow(&self, id: ConversationId, blocked: bool, closed: bool) {
        let mut all = self.conversations.lock().unwrap();
        let card = all.iter_mut().find(|card| card.id == id).expect("a conversation");
        (card.blocked, card.closed) = (blocked, closed);
    }

    /// What the card of a subject shows.
    pub fn card(&self, subject: &Value) -> Card {
        let id: Uuid = subject.as_str().unwrap().parse().unwrap();
        self.cards.lock().unwrap().get(&id).cloned().expect("a card")
    }
}

#[async_trait]
impl Chat for FakeChat {
    async fn open(&self, cx: &Cx, asked: OpenConversation) -> Result<ConversationId> {
        self.up()?;
        let mut all = self.conversations.lock().unwrap();
        let found = all.iter().find(|card| asked.people.iter().all(|one| card.people.contains(one)));
        if let Some(found) = found {
            return Ok(found.id);
        }
        let card = ConversationCard {
            id: ConversationId::new(),
            org_id: cx.org.unwrap(),
            people: asked.people.to_vec(),
            group: false,
            blocked: false,
            closed: false,
        };
        all.push(card.clone());
        Ok(card.id)
    }

    async fn conversation(&self, cx: &Cx, id: ConversationId) -> Result<Option<ConversationCard>> {
        let all = self.conversations.lock().unwrap();
        Ok(all.iter().find(|card| card.id == id && Some(card.org_id) == cx.org).cloned())
    }

    async fn post_card(&self, _: &Cx, asked: PostCard) -> Result<PostedCard> {
        self.up()?;
        let mut cards = self.cards.lock().unwrap();
        let conversation = asked.conversation;
        cards.entry(asked.subject).or_insert(Card {
            key: asked.key,
            conversation,
            author: asked.author,
            version: asked.version,
            data: asked.data,
        });
        Ok(PostedCard { conversation, seq: 1 })
    }

    async fn update_card(&self, _: &Cx, asked: UpdateCard) -> Result<()> {
        self.up()?;
        if let Some(card) =
            self.cards.lock().unwrap().get_mut(&asked.subject).filter(|card| card.version < asked.version)
        {
            card.version = asked.version;
            card.data = asked.data;
        }
        Ok(())
    }

    async fn live(&self, _: &Cx, _: LiveFrom) -> Result<Live> {
        Err(not_played())
    }

    async fn typing(&self, _: &Cx, _: ConversationId) -> Result<()> {
        Err(not_played())
    }

    async fn here(&self, _: &Cx, _: Here) -> Result<()> {
        Err(not_played())
    }

    async fn seed_demo(&self, _: &Cx, _: DemoChats) -> Result<u32> {
        Err(not_played())
    }
}

/// What orders never ask.
fn not_played() -> Fault {
    Fault::internal()
}

/// Gigs from a list, each in its own organisation.
#[derive(Default)]
pub struct FakeGigs(pub Mutex<Vec<GigCard>>);

#[async_trait]
impl Gigs for FakeGigs {
    async fn gig(&self, cx: &Cx, id: GigId) -> Result<Option<GigCard>> {
        let all = self.0.lock().unwrap();
        Ok(all.iter().find(|card| card.id == id && Some(card.org_id) == cx.org).cloned())
    }

    async fn seed_demo(&self, _: &Cx, _: DemoGigs) -> Result<u32> {
        Err(not_played())
    }
}

/// People with a profile, and where it is in its life.
#[derive(Default)]
pub struct FakeProfessionals(pub Mutex<HashMap<UserId, ProfileStatus>>);

#[async_trait]
impl Professionals for FakeProfessionals {
    async fn professional(&self, _: &Cx, _: ProfessionalId) -> Result<Option<ProfessionalCard>> {
        Ok(None)
    }

    async fn of_user(&self, cx: &Cx, user: UserId) -> Result<Option<ProfessionalCard>> {
        let status = self.0.lock().unwrap().get(&user).copied();
        Ok(status.map(|status| ProfessionalCard {
            id: ProfessionalId::new(),
            org_id: cx.org.unwrap(),
            user_id: user,
            name: "Ada".to_owned(),
            headline: "Makes things".to_owned(),
            status,
            verified: true,
            avatar: None,
        }))
    }

    async fn trades(&self, _: &Cx, (): ()) -> Result<Vec<String>> {
        Err(not_played())
    }

    async fn seed_demo(&self, _: &Cx, _: DemoProfessionals) -> Result<Vec<DemoProfessional>> {
        Err(not_played())
    }
}

/// Settings nobody has touched.
pub struct FakeSettings;

#[async_trait]
impl Settings for FakeSettings {
    async fn settings(&self, _: &Cx, _: ()) -> Result<OrgSettings> {
        Ok(OrgSettings::default())
    }

    async fn feature(&self, _: &Cx, _: String) -> Result<bool> {
        Ok(true)
    }
}
