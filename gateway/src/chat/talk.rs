//! What a page does in conversations, by the same operations as over HTTP.

use std::future::Future;
use std::pin::Pin;
use std::str::FromStr;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, header};
use chrono::Utc;
use plaza_chat_api::{Chat, ChatClient, ConversationId, Position};
use plaza_core::{Actor, Cx, Fault, Kind, Locale, Result};
use plaza_rpc::{Client, Pipe, problem};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Gateway;
use crate::token::Claims;

/// Largest answer of the feed.
const LARGEST: usize = 8 * 1024 * 1024;
/// How long a page waits for the gateway to follow chat.
const FOLLOWS: Duration = Duration::from_secs(10);

/// What a page wants done, on its way: ends with what it is answered, if anything.
pub type Said<'a> = Pin<Box<dyn Future<Output = Option<Value>> + Send + 'a>>;

/// What a page wants done in a conversation.
#[derive(Debug)]
pub enum Wish {
    /// Say something.
    Send {
        /// Where.
        conversation: ConversationId,
        /// The client's own id of it.
        client_id: Uuid,
        /// The body of `POST /conversations/{id}/messages`.
        body: Value,
    },
    /// Everything up to here was read, or has arrived.
    Receipt {
        /// Where.
        conversation: ConversationId,
        /// `read` or `delivered`.
        which: &'static str,
        /// Up to which number.
        seq: i64,
    },
    /// Somebody types.
    Typing {
        /// Where.
        conversation: ConversationId,
    },
}

/// Who a page is, for the services.
#[allow(clippy::disallowed_methods)] // deadlines are machine time
pub fn context(gateway: &Gateway, claims: &Claims, locale: Locale) -> Cx {
    let deadline = Utc::now() + chrono::Duration::seconds(i64::from(gateway.config.timeout_seconds));
    Cx {
        actor: Actor::User { id: claims.sub, session: claims.sid },
        org: claims.org,
        roles: claims.roles.clone(),
        locale,
        deadline: Some(deadline),
        ..Cx::anonymous()
    }
}

/// Does what a page wants.
pub async fn carry_out(gateway: &Gateway, cx: Cx, wish: Wish) -> Option<Value> {
    let Ok(pipe) = pipe(gateway) else { return Some(refused(&wish, &absent())) };
    let done = match &wish {
        Wish::Typing { conversation } => {
            // Nobody waits for it: what fails is not told.
            let _ = ChatClient::over(pipe.clone()).typing(&cx, *conversation).await;
            return None;
        }
        Wish::Send { conversation, body, .. } => {
            let route = "POST /conversations/{id}/messages";
            let path = format!("/conversations/{conversation}/messages");
            counted(gateway, pipe, &cx, route, &path, body).await
        }
        Wish::Receipt { conversation, which, seq } => {
            let (route, path) =
                (format!("POST /conversations/{{id}}/{which}"), format!("/conversations/{conversation}/{which}"));
            counted(gateway, pipe, &cx, &route, &path, &json!({ "seq": seq })).await
        }
    };
    match (&wish, done) {
        (Wish::Send { conversation, client_id, .. }, Ok(message)) => Some(
            json!({ "type": "chat_sent", "conversationId": conversation, "clientId": client_id, "seq": message["seq"] }),
        ),
        (_, Ok(_)) => None,
        (_, Err(fault)) => Some(refused(&wish, &fault)),
    }
}

/// A page of what a person missed.
pub struct Missed {
    /// Frames as they are sent.
    pub frames: Vec<Value>,
    /// Where to read on.
    pub next: Position,
    /// Whether there is more.
    pub more: bool,
}

/// What a person missed since a cursor, page by page; without one, where the present is.
///
/// # Errors
/// As chat refuses it.
pub async fn missed(gateway: &Gateway, cx: &Cx, after: Option<&str>) -> Result<Missed> {
    // A cursor is only passed on when it is one: it goes into a path.
    let after =
        after.map(Position::from_str).transpose().map_err(|error| Fault::invalid("after", error.to_string()))?;
    let route = "GET /chat/feed";
    gateway.limits.count(&cx.user()?.to_string(), route).map_err(|(fault, _)| fault)?;
    let query = after.map(|after| format!("?limit=200&after={after}")).unwrap_or_default();
    let mut page = ask(pipe(gateway)?, cx, Method::GET, &format!("/chat/feed{query}"), None).await?;
    let frames = match page["items"].take() {
        Value::Array(frames) => frames,
        _ => Vec::new(),
    };
    let next = page["next"].as_str().and_then(|next| next.parse().ok()).ok_or_else(absent)?;
    Ok(Missed { frames, next, more: page["more"] == json!(true) })
}

/// Waits until nothing can be missed from now on.
///
/// # Errors
/// 503 when chat cannot be followed.
pub async fn followed(gateway: &Gateway) -> Result<()> {
    tokio::time::timeout(FOLLOWS, gateway.chat.followed()).await.map_err(|_| absent())
}

/// Who is there of those a person talks with.
///
/// # Errors
/// As chat refuses it.
pub async fn present(gateway: &Gateway, cx: &Cx) -> Result<Value> {
    let mut list = ask(pipe(gateway)?, cx, Method::GET, "/chat/presence", None).await?;
    Ok(list["items"].take())
}

/// What a page is told of a refusal.
pub fn refusal(fault: &Fault) -> Value {
    let mut told = json!({ "type": "chat_refused", "code": fault.code, "kind": fault.kind, "detail": fault.message });
    if let Some(after) = fault.details.get("retryAfter") {
        told["retryAfter"] = after.clone();
    }
    told
}

fn refused(wish: &Wish, fault: &Fault) -> Value {
    let mut told = refusal(fault);
    let conversation = match wish {
        Wish::Send { conversation, client_id, .. } => {
            told["clientId"] = json!(client_id);
            conversation
        }
        Wish::Receipt { conversation, .. } | Wish::Typing { conversation } => conversation,
    };
    told["conversationId"] = json!(conversation);
    told
}

async fn counted(gateway: &Gateway, pipe: &Pipe, cx: &Cx, route: &str, path: &str, body: &Value) -> Result<Value> {
    gateway.limits.count(&cx.user()?.to_string(), route).map_err(|(fault, _)| fault)?;
    ask(pipe, cx, Method::POST, path, Some(body)).await
}

async fn ask(pipe: &Pipe, cx: &Cx, method: Method, path: &str, body: Option<&Value>) -> Result<Value> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::CONTENT_TYPE, "application/json")
        .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
        .map_err(|_| Fault::internal())?;
    let response = pipe.send(cx, request).await?;
    let ok = response.status().is_success();
    let bytes = to_bytes(response.into_body(), LARGEST).await.map_err(|_| absent())?;
    if ok { serde_json::from_slice(&bytes).map_err(|_| absent()) } else { Err(problem::parse(&bytes)) }
}

fn pipe(gateway: &Gateway) -> Result<&Pipe> {
    gateway.pipes.get("chat").ok_or_else(absent)
}

fn absent() -> Fault {
    Fault::new(Kind::Unavailable, "service.unreachable", "The chat service cannot be reached just now. Try again.")
}
