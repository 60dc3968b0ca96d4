//! The WebSocket (docs/websocket.md, docs/asyncapi.yaml): a page says hello
//! with its token, watches resources' calendars, talks in its conversations,
//! and is told of its notifications and of what happens in both.

use std::collections::HashSet;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use futures::SinkExt;
use plaza_chat_api::{ConversationId, Position, Present};
use plaza_core::{Fault, Locale};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;
use tokio::time::Instant;
use uuid::Uuid;

use crate::Gateway;
use crate::chat::{self, Said, Seat, Told, Wish};
use crate::token::Claims;
use crate::watch::{Page, message};

/// A page must say hello within this time.
const HELLO: Duration = Duration::from_secs(10);
/// A silent page is asked whether it is there.
const PING: Duration = Duration::from_secs(30);
/// A page that takes nothing for so long is gone.
const TAKES: Duration = Duration::from_secs(10);
/// A page tells that somebody types at most so often.
const TYPES: Duration = Duration::from_secs(2);
/// Resources one page may watch.
const WATCHES: usize = 500;
/// Buffers of a connection: thousands of them are open and most are silent.
const BUFFER: usize = 2 * 1024;
/// The largest message of a page.
const LARGEST: usize = 64 * 1024;

/// What a page says.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase", deny_unknown_fields)]
pub(crate) enum FromPage {
    /// First of all, and again when the token was renewed.
    Hello { token: String },
    /// Tell me of changes to these calendars.
    Watch { resource_ids: Vec<Uuid> },
    /// No longer.
    Unwatch { resource_ids: Vec<Uuid> },
    /// Tell me what happens in my conversations, first what happened since.
    Chat {
        #[serde(default)]
        after: Option<String>,
    },
    /// Say something.
    ChatSend {
        conversation_id: ConversationId,
        client_id: Uuid,
        #[serde(default)]
        text: String,
        #[serde(default)]
        attachments: Vec<Uuid>,
        #[serde(default)]
        reply_to: Option<i64>,
    },
    /// I type.
    ChatTyping { conversation_id: ConversationId },
    /// I have read everything up to here.
    ChatRead { conversation_id: ConversationId, seq: i64 },
    /// I have got everything up to here.
    ChatDelivered { conversation_id: ConversationId, seq: i64 },
}

/// A page and its connection.
struct Session<'a> {
    gateway: &'a Gateway,
    socket: WebSocket,
    locale: Locale,
    page: Page,
    /// Where it is told of its conversations.
    seat: Option<Seat<'a>>,
    /// What it wants done, on its way: nothing more is read until it is, so that things are done in their order.
    doing: Option<Said<'a>>,
    typed: Option<Instant>,
}

/// `GET /api/v1/ws`.
pub async fn open(State(gateway): State<Arc<Gateway>>, headers: HeaderMap, upgrade: WebSocketUpgrade) -> Response {
    let language = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let locale = language.map(Locale::from_accept_language).unwrap_or_default();
    upgrade
        .read_buffer_size(BUFFER)
        .write_buffer_size(BUFFER)
        .max_write_buffer_size(4 * LARGEST)
        .max_message_size(LARGEST)
        .max_frame_size(LARGEST)
        .on_upgrade(move |socket| async move { serve(&gateway, locale, socket).await })
}

async fn serve(gateway: &Gateway, locale: Locale, mut socket: WebSocket) {
    let mut events = gateway.hub.listen();
    // On the heap for its moment, so that a silent connection stays small.
    let Some(page) = Box::pin(hello(gateway, &mut socket)).await else { return };
    let mut session = Session { gateway, socket, locale, page, seat: None, doing: None, typed: None };
    let (mut ping, mut shutdown) = (tokio::time::interval(PING), gateway.shutdown.clone());
    loop {
        let told = tokio::select! {
            event = events.recv() => match event {
                Ok(event) => match message(&session.page, &event) {
                    Some(message) => send(&mut session.socket, message).await,
                    None => true,
                },
                Err(RecvError::Lagged(_)) => send(&mut session.socket, json!({ "type": "refresh" })).await,
                Err(RecvError::Closed) => false,
            },
            told = next(&mut session.seat) => session.pass_on(told).await,
            answer = end(&mut session.doing) => {
                session.doing = None;
                match answer {
                    Some(answer) => send(&mut session.socket, answer).await,
                    None => true,
                }
            }
            incoming = session.socket.recv(), if session.doing.is_none() => match incoming {
                Some(Ok(Message::Text(text))) => Box::pin(session.heard(&text)).await,
                Some(Ok(Message::Close(_))) | Some(Err(_)) | None => false,
                Some(Ok(_)) => true,
            },
            _ = ping.tick() => Box::pin(session.still_welcome()).await,
            () = shutdown.asked() => {
                close(&mut session.socket, 1001, "the server stops; come back in a moment").await;
                false
            }
        };
        if !told {
            return;
        }
    }
}

async fn next(seat: &mut Option<Seat<'_>>) -> Option<Arc<Told>> {
    match seat {
        Some(seat) => seat.next().await,
        None => std::future::pending().await,
    }
}

async fn end(doing: &mut Option<Said<'_>>) -> Option<Value> {
    match doing {
        Some(doing) => doing.await,
        None => std::future::pending().await,
    }
}

async fn hello(gateway: &Gateway, socket: &mut WebSocket) -> Option<Page> {
    let first = tokio::time::timeout(HELLO, socket.recv()).await;
    if let Ok(Some(Ok(Message::Text(text)))) = first
        && let Ok(FromPage::Hello { token }) = serde_json::from_str(&text)
    {
        return match gateway.access(&token).await {
            Some(claims) => {
                send(socket, json!({ "type": "ready" })).await.then(|| Page { claims, watched: HashSet::new() })
            }
            None => {
                close(socket, 4401, "the token is over or not ours").await;
                None
            }
        };
    }
    close(socket, 4400, "say hello first: {\"type\":\"hello\",\"token\":\"...\"}").await;
    None
}

impl<'a> Session<'a> {
    async fn heard(&mut self, text: &str) -> bool {
        match serde_json::from_str(text) {
            Ok(FromPage::Hello { token }) => self.greeted(&token).await,
            Ok(FromPage::Watch { resource_ids }) => {
                let watched = &mut self.page.watched;
                watched.extend(resource_ids.into_iter().take(WATCHES.saturating_sub(watched.len())));
                self.watching().await
            }
            Ok(FromPage::Unwatch { resource_ids }) => {
                resource_ids.iter().for_each(|id| {
                    self.page.watched.remove(id);
                });
                self.watching().await
            }
            Ok(FromPage::Chat { after }) => self.listen(after).await,
            Ok(FromPage::ChatSend { conversation_id, client_id, text, attachments, reply_to }) => {
                let mut body = json!({ "clientId": client_id, "text": text, "attachments": attachments });
                if let Some(seq) = reply_to {
                    body["replyTo"] = json!(seq);
                }
                self.wish(Wish::Send { conversation: conversation_id, client_id, body })
            }
            Ok(FromPage::ChatTyping { conversation_id }) => {
                if self.typed.is_some_and(|last| last.elapsed() < TYPES) {
                    return true;
                }
                self.typed = Some(Instant::now());
                self.wish(Wish::Typing { conversation: conversation_id })
            }
            Ok(FromPage::ChatRead { conversation_id, seq }) => {
                self.wish(Wish::Receipt { conversation: conversation_id, which: "read", seq })
            }
            Ok(FromPage::ChatDelivered { conversation_id, seq }) => {
                self.wish(Wish::Receipt { conversation: conversation_id, which: "delivered", seq })
            }
            Err(error) => {
                let told = json!({ "type": "error", "code": "ws.unreadable", "detail": error.to_string() });
                send(&mut self.socket, told).await
            }
        }
    }

    async fn greeted(&mut self, token: &str) -> bool {
        let known = self.gateway.access(token).await;
        match known {
            Some(claims) => {
                // What one is told of conversations is of one person in one organisation.
                if (claims.sub, claims.org) != (self.page.claims.sub, self.page.claims.org) {
                    self.seat = None;
                }
                self.page.claims = claims;
                send(&mut self.socket, json!({ "type": "ready" })).await
            }
            None => {
                close(&mut self.socket, 4401, "the token is over or not ours").await;
                false
            }
        }
    }

    async fn watching(&mut self) -> bool {
        send(&mut self.socket, json!({ "type": "watching", "resourceIds": self.page.watched })).await
    }

    fn wish(&mut self, wish: Wish) -> bool {
        let cx = chat::context(self.gateway, &self.page.claims, self.locale);
        self.doing = Some(Box::pin(chat::carry_out(self.gateway, cx, wish)));
        true
    }

    /// Takes a seat, sends what was missed, and says that from now on everything comes.
    async fn listen(&mut self, after: Option<String>) -> bool {
        let Some(org) = self.page.claims.org else {
            let fault = Fault::new(
                plaza_core::Kind::Invalid,
                "org.required",
                "The token is for no organisation: switch to one with POST /auth/switch.",
            );
            return send(&mut self.socket, chat::refusal(&fault)).await;
        };
        // First the seat: what happens while the missed is read waits in it.
        let who = Present { org, user: self.page.claims.sub };
        let mut seat = self.gateway.chat.sit(who, Position { txid: 0, n: -1 });
        match self.catch_up(&mut seat, after).await {
            Ok(true) => {
                self.seat = Some(seat);
                true
            }
            Ok(false) => false,
            Err(fault) => {
                self.seat = None;
                send(&mut self.socket, chat::refusal(&fault)).await
            }
        }
    }

    /// False when the page is gone.
    async fn catch_up(&mut self, seat: &mut Seat<'a>, after: Option<String>) -> Result<bool, Fault> {
        chat::followed(self.gateway).await?;
        let mut after = after;
        loop {
            let cx = chat::context(self.gateway, &self.page.claims, self.locale);
            let missed = chat::missed(self.gateway, &cx, after.as_deref()).await?;
            for frame in missed.frames {
                if !put(&mut self.socket, Message::Text(frame.to_string().into())).await {
                    return Ok(false);
                }
            }
            seat.seen = missed.next;
            if !missed.more {
                let present = chat::present(self.gateway, &cx).await?;
                let ready = json!({ "type": "chat_ready", "cursor": missed.next, "presence": present });
                return Ok(send(&mut self.socket, ready).await);
            }
            after = Some(missed.next.to_string());
        }
    }

    /// Sends what is told, and what waits behind it, in one go.
    async fn pass_on(&mut self, first: Option<Arc<Told>>) -> bool {
        let Some(seat) = &mut self.seat else { return true };
        let Some(first) = first else {
            close(&mut self.socket, 4408, "too far behind; come back with your cursor").await;
            return false;
        };
        let mut next = Some(first);
        while let Some(told) = next {
            if seat.is_new(&told) && !put(&mut self.socket, Message::Text(told.text.clone())).await {
                return false;
            }
            next = seat.at_once();
        }
        flush(&mut self.socket).await
    }

    /// A socket lives as long as its token: a page renews it by another hello.
    async fn still_welcome(&mut self) -> bool {
        if self.gateway.tokens.is_good(&self.page.claims) {
            return put(&mut self.socket, Message::Ping(Default::default())).await && flush(&mut self.socket).await;
        }
        close(&mut self.socket, 4401, "the token is over; say hello with a new one").await;
        false
    }
}

async fn send(socket: &mut WebSocket, message: Value) -> bool {
    put(socket, Message::Text(message.to_string().into())).await && flush(socket).await
}

/// Puts a message into the connection's buffer; false when the page is gone, or takes nothing.
async fn put(socket: &mut WebSocket, message: Message) -> bool {
    let fed = pin!(socket.feed(message));
    matches!(tokio::time::timeout(TAKES, fed).await, Ok(Ok(())))
}

async fn flush(socket: &mut WebSocket) -> bool {
    let flushed = pin!(socket.flush());
    matches!(tokio::time::timeout(TAKES, flushed).await, Ok(Ok(())))
}

async fn close(socket: &mut WebSocket, code: u16, reason: &'static str) {
    // The page may be gone already.
    put(socket, Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await;
    flush(socket).await;
}

impl Gateway {
    async fn access(&self, token: &str) -> Option<Arc<Claims>> {
        self.tokens.verify(token).await.ok()
    }
}
