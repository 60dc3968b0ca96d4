//! Events of chat (001-72). Ids and facts only: never what was said.

use plaza_core::{Event, Instant, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ConversationId;

/// Two people, or a group, have a conversation (`ChatCreated`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConversationCreated {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// Who is in it.
    pub people: Vec<UserId>,
    /// When.
    pub timestamp: Instant,
}

impl Event for ConversationCreated {
    const TYPE: &'static str = "chat.conversation.created.v1";
    fn aggregate_id(&self) -> Uuid {
        self.conversation_id.uuid()
    }
}

/// Something was said (`MessageSent`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageSent {
    /// Where.
    pub conversation_id: ConversationId,
    /// Its number there.
    pub seq: i64,
    /// By whom.
    pub author: UserId,
    /// To whom; none are named in a group of more than 50: ask `conversation`.
    pub recipients: Vec<UserId>,
    /// `text`, `file` or `card`.
    pub kind: String,
    /// Seconds that the other of a pair waited for this answer, from the first word of theirs that it answers: a
    /// second question does not shorten the wait. None for what answers nothing, and in groups.
    pub answered_after: Option<i64>,
    /// When.
    pub timestamp: Instant,
}

impl Event for MessageSent {
    const TYPE: &'static str = "chat.message.sent.v1";
    fn aggregate_id(&self) -> Uuid {
        self.conversation_id.uuid()
    }
}

/// A conversation is over: an operator closed it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConversationClosed {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// When.
    pub timestamp: Instant,
}

impl Event for ConversationClosed {
    const TYPE: &'static str = "chat.conversation.closed.v1";
    fn aggregate_id(&self) -> Uuid {
        self.conversation_id.uuid()
    }
}

/// An operator read what the two of a disputed order said, or a file they sent each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConversationOpened {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The disputed order it was opened for.
    pub order_id: Uuid,
    /// The file, if it was one; else a page of messages.
    pub file_id: Option<Uuid>,
    /// The operator.
    pub operator: UserId,
    /// When.
    pub timestamp: Instant,
}

impl Event for ConversationOpened {
    const TYPE: &'static str = "chat.conversation.opened.v1";
    fn aggregate_id(&self) -> Uuid {
        self.conversation_id.uuid()
    }
}

/// The facts of a report after a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportFacts {
    /// The report.
    pub report_id: Uuid,
    /// Where.
    pub conversation_id: ConversationId,
    /// Which message, if one.
    pub seq: Option<i64>,
    /// By whom.
    pub reporter: UserId,
    /// Why: `spam`, `abuse`, `fraud`, `off_platform` or `other`.
    pub reason: String,
    /// What an operator decided: `dismissed`, `removed` or `closed`.
    pub outcome: Option<String>,
    /// The operator who looked or decided.
    pub operator: Option<UserId>,
    /// When.
    pub timestamp: Instant,
}

macro_rules! report_event {
    ($(#[$meta:meta])* $name:ident, $kind:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub ReportFacts);

        impl Event for $name {
            const TYPE: &'static str = $kind;
            fn aggregate_id(&self) -> Uuid {
                self.0.report_id
            }
        }
    };
}

report_event! {
    /// Somebody reported a message or a person.
    ReportMade, "chat.report.made.v1"
}
report_event! {
    /// An operator read the messages around what was reported.
    ReportOpened, "chat.report.opened.v1"
}
report_event! {
    /// An operator decided.
    ReportResolved, "chat.report.resolved.v1"
}
