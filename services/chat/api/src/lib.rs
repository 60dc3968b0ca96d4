//! What other services may ask of chat, and the events it publishes.

pub mod events;
mod position;

use plaza_core::{Instant, Locale, OrgId, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use position::Position;

plaza_core::id! {
    /// A conversation.
    ConversationId
}
plaza_core::id! {
    /// A message.
    MessageId
}

plaza_rpc::service! {
    /// Chat, as other services see it.
    pub trait Chat as "chat", client ChatClient, router chat_router {
        /// The conversation of two people; made if they have none.
        async fn open(OpenConversation) -> ConversationId;
        /// A conversation of the context's organisation.
        async fn conversation(ConversationId) -> Option<ConversationCard>;
        /// Puts a card (an offer, an order) into a conversation, once per key.
        async fn post_card(PostCard) -> PostedCard;
        /// Changes a card everywhere it is shown; an older version than the one known changes nothing.
        async fn update_card(UpdateCard) -> ();
        /// What happens in all conversations, for a gateway's sockets: answers when something does, or empty after
        /// five seconds. Without a position it answers the present one at once.
        async fn live(LiveFrom) -> Live;
        /// The context's person types in a conversation: the others there are told, nothing is kept.
        async fn typing(ConversationId) -> ();
        /// Who has a page open at a gateway: told at every change, and all of them every ten seconds.
        async fn here(Here) -> ();
        /// Makes the demo's conversations, once.
        async fn seed_demo(DemoChats) -> u32;
    }
}

/// Asks for the conversation of two people.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenConversation {
    /// The two; not the same.
    pub people: [UserId; 2],
}

/// A conversation as other services need one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConversationCard {
    /// Its id.
    pub id: ConversationId,
    /// Its organisation.
    pub org_id: OrgId,
    /// Who is in it.
    pub people: Vec<UserId>,
    /// Whether it is of more than a pair.
    pub group: bool,
    /// Whether either of a pair wants no more messages from the other; never in a group.
    #[serde(default)]
    pub blocked: bool,
    /// Whether an operator closed it.
    #[serde(default)]
    pub closed: bool,
}

/// Puts a card into a conversation.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PostCard {
    /// The caller's key: one card per organisation and key.
    pub key: String,
    /// Where.
    pub conversation: ConversationId,
    /// In whose name.
    pub author: UserId,
    /// What it shows: `offer`, `order`.
    pub kind: String,
    /// Its id in the service that knows more of it.
    pub subject: Uuid,
    /// The subject's version that `data` shows.
    pub version: i64,
    /// What is shown: facts, no personal text.
    pub data: serde_json::Value,
}

/// Where a card is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PostedCard {
    /// The conversation.
    pub conversation: ConversationId,
    /// The message it is, by its number in the conversation.
    pub seq: i64,
}

/// Changes what a card shows.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateCard {
    /// What it shows.
    pub kind: String,
    /// Which subject: every card of it changes.
    pub subject: Uuid,
    /// The subject's version that `data` shows; lower ones than known are ignored.
    pub version: i64,
    /// What is shown now.
    pub data: serde_json::Value,
}

/// Where a gateway read last.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LiveFrom {
    /// After which frame; none asks for the present position.
    pub position: Option<Position>,
    /// After which signal; none asks for those from now on.
    pub signals: Option<SignalPosition>,
}

/// Where a reader is in the signals of one process of chat, which keeps them in memory only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignalPosition {
    /// The process: another one begins anew.
    pub run: Uuid,
    /// The last signal read.
    pub n: u64,
}

/// What happened.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Live {
    /// In the order in which it is told.
    pub frames: Vec<LiveFrame>,
    /// Who is in the frames' conversations, each once.
    pub rooms: Vec<Room>,
    /// Pass it on the next call.
    pub position: Position,
    /// What is told and not kept: somebody types, comes or goes.
    pub signals: Vec<Signal>,
    /// Pass it on the next call.
    pub heard: SignalPosition,
}

/// One thing that happened in a conversation, as sockets send it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LiveFrame {
    /// Where.
    pub conversation: ConversationId,
    /// Its place in the order.
    pub position: Position,
    /// The one of them who is told; everybody there without.
    #[serde(default)]
    pub only: Option<UserId>,
    /// The JSON text.
    pub text: String,
}

/// Who is in a conversation.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Room {
    /// Which.
    pub conversation: ConversationId,
    /// Its organisation.
    pub org: OrgId,
    /// All of them.
    pub people: Vec<UserId>,
}

/// Something that is told to whoever is there now, and not kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Signal {
    /// In which organisation.
    pub org: OrgId,
    /// To whom.
    pub to: Vec<UserId>,
    /// The JSON text.
    pub text: String,
}

/// Who has a page open at one gateway.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Here {
    /// Which gateway: one that is silent for half a minute has nobody any more.
    pub gateway: Uuid,
    /// Who came; with `all`, everybody who is there.
    pub online: Vec<Present>,
    /// Who left.
    pub gone: Vec<Present>,
    /// Whether `online` is everybody.
    pub all: bool,
}

/// Somebody in an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Present {
    /// The organisation.
    pub org: OrgId,
    /// The person.
    pub user: UserId,
}

/// The demo's conversations.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoChats {
    /// Each between two people.
    pub chats: Vec<DemoChat>,
}

/// One of the demo's conversations.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoChat {
    /// The two.
    pub people: [UserId; 2],
    /// The language it is in.
    pub locale: Locale,
    /// What they said, oldest first.
    pub said: Vec<DemoMessage>,
    /// How many of the last ones the reader has not read.
    pub unread: u32,
}

/// A message of the demo.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoMessage {
    /// By the first or the second of the two.
    pub by: usize,
    /// What.
    pub text: String,
    /// When.
    pub at: Instant,
}
