//! Everything chat refuses, and the fault each becomes.

use plaza_core::{Fault, Kind};

/// The result of chat's own functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request about conversations fails.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such conversation, or none of this person.
    #[error("no such conversation")]
    NotFound,
    /// Nobody of the organisation has this id.
    #[error("no such person")]
    NoSuchPerson,
    /// No such message in the conversation.
    #[error("no such message")]
    NoSuchMessage,
    /// No such file in the conversation.
    #[error("no such file")]
    NoSuchFile,
    /// No such report in the organisation.
    #[error("no such report")]
    NoSuchReport,
    /// No order of the organisation under this id was ever disputed.
    #[error("no such dispute")]
    NoSuchDispute,
    /// A conversation with oneself.
    #[error("with oneself")]
    WithOneself,
    /// What only a conversation of two has.
    #[error("not of two")]
    NotAPair,
    /// The other one wants no more messages.
    #[error("blocked")]
    Blocked,
    /// One does not write to whom one has blocked.
    #[error("blocked by oneself")]
    BlockedByYou,
    /// An operator closed the conversation.
    #[error("closed")]
    Closed,
    /// Too many messages in a minute.
    #[error("too fast")]
    TooFast {
        /// When to try again, seconds.
        wait: i64,
    },
    /// Somebody else's message.
    #[error("not the author's")]
    NotYours,
    /// The time to change it is over.
    #[error("too late")]
    TooLate {
        /// How long it was, minutes.
        minutes: u32,
    },
    /// A card changes with what it shows.
    #[error("a card")]
    IsACard,
    /// The message was deleted.
    #[error("deleted")]
    Deleted,
    /// The two disagree on an order: what was said is what is judged by.
    #[error("disputed")]
    Disputed,
    /// Nobody judges what concerns themselves.
    #[error("one's own report")]
    OwnReport,
    /// The client's id names a message elsewhere.
    #[error("the client's id is in use")]
    ClientIdReused,
    /// The position is of before what is kept.
    #[error("too long away")]
    FeedExpired,
    /// Larger than a file may be.
    #[error("too large")]
    FileTooLarge {
        /// The most, MiB.
        limit: usize,
    },
    /// Of a sort that is not passed on.
    #[error("not of a sort that is passed on")]
    FileKind,
    /// Somebody decided already.
    #[error("decided already")]
    ReportResolved,
    /// The database.
    #[error(transparent)]
    Database(#[from] plaza_db::Error),
    /// The request's form, or another service's answer, passed on.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

impl From<plaza_files::Error> for Error {
    fn from(error: plaza_files::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Fault::not_found(
                "chat.not_found",
                "There is no such conversation of yours. List them with GET /conversations.",
            ),
            Error::NoSuchPerson => {
                Fault::not_found("chat.person_not_found", "Nobody of this organisation has this id.")
            }
            Error::NoSuchMessage => {
                Fault::not_found("chat.message_not_found", "There is no message of this number in the conversation.")
            }
            Error::NoSuchFile => Fault::not_found("chat.file_not_found", "There is no such file in the conversation."),
            Error::NoSuchReport => Fault::not_found(
                "chat.report_not_found",
                "There is no such report. List them with GET /operations/chat/reports.",
            ),
            Error::NoSuchDispute => Fault::not_found(
                "chat.dispute_not_found",
                "There is no disputed order under this id. List them with GET /operations/orders/disputes.",
            ),
            Error::WithOneself => {
                Fault::refused("chat.with_oneself", "A conversation is with somebody else: name another person.")
            }
            Error::NotAPair => Fault::refused("chat.not_a_pair", "This is for conversations of two, not for groups."),
            Error::Database(error) => error.into(),
            Error::Fault(fault) => fault,
            other => writing(other),
        }
    }
}

/// Refusals of who writes.
fn writing(error: Error) -> Fault {
    match error {
        Error::Blocked => Fault::refused("chat.blocked", "This person receives no more messages from you."),
        Error::BlockedByYou => Fault::refused(
            "chat.blocked_by_you",
            "You have blocked this person. Take that back first: POST /conversations/{id}/unblock.",
        ),
        Error::Closed => Fault::refused("chat.closed", "An operator has closed this conversation."),
        Error::TooFast { wait } => Fault::new(
            Kind::RateLimited,
            "chat.too_fast",
            format!("Too many messages in a minute. Try again in {wait} s."),
        )
        .with("retryAfter", wait),
        Error::NotYours => Fault::forbidden("chat.not_yours", "Only its author changes or deletes a message."),
        Error::TooLate { minutes } => Fault::refused(
            "chat.too_late",
            format!("A message can be changed or deleted for {minutes} minutes. Write another one."),
        ),
        Error::IsACard => Fault::refused("chat.card", "A card changes with what it shows."),
        Error::Deleted => Fault::conflict("chat.deleted", "The message was deleted."),
        Error::Disputed => Fault::conflict(
            "chat.disputed",
            "The two of you have a disputed order: until a manager has decided it, what was said stays as it is. Write another message.",
        ),
        Error::OwnReport => Fault::forbidden(
            "chat.own_report",
            "You made this report or it is about you. Another manager has to decide it.",
        ),
        Error::ClientIdReused => Fault::refused(
            "chat.client_id_reused",
            "This clientId names a message in another conversation. Make a new one for each message.",
        ),
        Error::FeedExpired => Fault::conflict(
            "chat.feed_expired",
            "You were away for longer than what happened is kept. Read the conversations again and start without 'after'.",
        ),
        Error::FileTooLarge { limit } => {
            Fault::new(Kind::TooLarge, "chat.file_too_large", format!("A file may have {limit} MiB."))
        }
        Error::FileKind => Fault::refused(
            "chat.file_kind",
            "Only pictures (JPEG, PNG, GIF, WebP), PDF, plain text, ZIP and office documents are passed on.",
        ),
        Error::ReportResolved => {
            Fault::conflict("chat.report_resolved", "Somebody has decided on this report already.")
        }
        other => other.into(),
    }
}
